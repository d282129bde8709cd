import type { DataOrigin } from '#downloads/figure-file.ts';
import { formatNumber } from '#i18n/format.ts';
import type { Bilingual } from '#model/bilingual.ts';
import type { AddedReports } from '#sources/added-reports.ts';
import type { PackageDescriptor } from '#sources/descriptor.ts';

/** The package's title; where a reader's own reports are among its own, it never stands without saying so. */
function titleOf({ title }: PackageDescriptor, added: AddedReports | null): Bilingual {
  if (added === null) return title;
  const count = added.reports.length;
  return {
    zh: `${title.zh}，另加本机的 ${formatNumber(count, 'zh')} 份年报`,
    en: `${title.en}, with ${formatNumber(count, 'en')} ${count === 1 ? 'report' : 'reports'} added on this device`,
  };
}

/** What files say of the data they were made from. */
export function originOf(descriptor: PackageDescriptor, added: AddedReports | null): DataOrigin {
  const { version, synthetic, resources, sources, licenses } = descriptor;
  return {
    title: titleOf(descriptor, added),
    version,
    synthetic,
    files: [
      ...resources.flatMap(({ path, hash }) => (hash === null ? [] : [{ path, hash }])),
      ...(added?.files ?? []),
    ],
    sources: sources.map((source) => joined(source.title, source.path)),
    licences: licenses.map((licence) => joined(licence.title ?? licence.name, licence.path)),
  };
}

function joined(name: string, path: string | undefined): string {
  return path === undefined ? name : `${name} ${path}`;
}
