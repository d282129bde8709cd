/** Where a series passes from one statutory form to the other. */
import type { FormVersion } from '#model/report.ts';
import type { FormsOfYear } from '#queries/forms-by-year.ts';

/** The form most reports of a year stand on; undefined where none is known or both are equally many. */
export function majorityForm({ reports_2019, reports_2021 }: FormsOfYear): FormVersion | undefined {
  if (reports_2019 === reports_2021) return undefined;
  return reports_2019 > reports_2021 ? '2019' : '2021';
}

export interface FormBreak {
  /** First year on the new form: the break lies between it and the year before. */
  readonly year: number;
  readonly form: FormVersion;
}

/**
 * Breaks between years whose majority form differs, from the reports themselves and never from the year.
 * A year without a majority neither makes nor hides a break.
 */
export function formBreaks(forms: readonly FormsOfYear[]): readonly FormBreak[] {
  const breaks: FormBreak[] = [];
  let current: FormVersion | undefined;
  for (const each of [...forms].sort((a, b) => a.year - b.year)) {
    const form = majorityForm(each);
    if (form === undefined) continue;
    if (current !== undefined && form !== current) breaks.push({ year: each.year, form });
    current = form;
  }
  return breaks;
}
