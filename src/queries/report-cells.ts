/** Every cell of one report as it is in the data, by its printed section; and what the prose states. */
import { queryOptions } from '@tanstack/react-query';
import type { Row, Statement } from '#engine/engine.ts';
import {
  APPLICANT_IDS,
  type CellId,
  type DisclosureItem,
  type DisclosureMeasure,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import { type FormVersion, NARRATIVES, type Narrative, type SectionStatus } from '#model/report.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt, textAt, textOrNullAt } from './row-cells.ts';

export interface ReportCellsSpec {
  readonly region: string;
  readonly year: number;
}

export interface ReportCells {
  readonly report_id: string;
  readonly region_code: string;
  readonly year: number;
  readonly template: FormVersion | null;
  readonly issuer: string | null;
  readonly source_url: string | null;
  readonly published_on: string | null;
  readonly note: string | null;
  readonly sections: Readonly<Record<2 | 3 | 4, SectionStatus>>;
  readonly narratives: Readonly<Partial<Record<Narrative, number>>>;
  /**
   * Cells that the data holds: null is a blank. A cell that is absent was not captured, or, in a section 3
   * or 4 read whole, printed as 0.
   */
  readonly cells: ReadonlyMap<CellId, number | null>;
  /** Units printed with amounts. */
  readonly units: ReadonlyMap<CellId, string>;
}

/** Reports are known by code and year as one number; null for what is no code or no year, and so for no report. */
export function reportKey({ region, year }: ReportCellsSpec): number | null {
  return /^\d{2,9}$/.test(region) && /^\d{4}$/.test(String(year)) ? Number(`${region}${year}`) : null;
}

const params = (spec: ReportCellsSpec) => ({ report_key: reportKey(spec) });

export function reportCellsStatements(
  spec: ReportCellsSpec,
): Readonly<Record<'report' | 'disclosures' | 'applications' | 'reviews', Statement>> {
  return {
    report: {
      name: 'report',
      sql: `SELECT report_id, region_code, year, template, issuer, source_url, published_on, note, section2, section3, section4,
  ${NARRATIVES.join(', ')} FROM dim_report WHERE report_key = $report_key`,
      params: params(spec),
    },
    disclosures: {
      name: 'report-disclosures',
      sql: `SELECT item, measure, value, unit FROM fact_disclosure WHERE report_key = $report_key`,
      params: params(spec),
    },
    applications: {
      name: 'report-applications',
      sql: `SELECT outcome, ${APPLICANT_IDS.join(', ')} FROM fact_application WHERE report_key = $report_key`,
      params: params(spec),
    },
    reviews: {
      name: 'report-reviews',
      sql: `SELECT channel, ${REVIEW_RESULT_IDS.join(', ')} FROM fact_review WHERE report_key = $report_key`,
      params: params(spec),
    },
  };
}

function cellsOf(
  rows: readonly Row[],
  section: 's3' | 's4',
  rowColumn: string,
  columns: readonly string[],
): [CellId, number | null][] {
  return rows.flatMap((row) =>
    columns.map((column): [CellId, number | null] => [
      `${section}.${textAt(row, rowColumn)}.${column}` as CellId,
      numberOrNullAt(row, column),
    ]),
  );
}

/** null when no such report is known. */
export async function reportCells(
  warehouse: Warehouse,
  spec: ReportCellsSpec,
  signal?: AbortSignal,
): Promise<ReportCells | null> {
  const statements = reportCellsStatements(spec);
  const ask = (statement: Statement) => warehouse.engine.query(statement, { signal });
  const [report] = await ask(statements.report);
  if (report === undefined) return null;
  const disclosures = await ask(statements.disclosures);
  const applications = await ask(statements.applications);
  const reviews = await ask(statements.reviews);
  const disclosureCell = (row: Row): CellId =>
    `s2.${textAt(row, 'item') as DisclosureItem}.${textAt(row, 'measure') as DisclosureMeasure}`;
  return {
    report_id: textAt(report, 'report_id'),
    region_code: textAt(report, 'region_code'),
    year: numberAt(report, 'year'),
    template: textOrNullAt(report, 'template') as FormVersion | null,
    issuer: textOrNullAt(report, 'issuer'),
    source_url: textOrNullAt(report, 'source_url'),
    published_on: textOrNullAt(report, 'published_on'),
    note: textOrNullAt(report, 'note'),
    sections: {
      2: textAt(report, 'section2') as SectionStatus,
      3: textAt(report, 'section3') as SectionStatus,
      4: textAt(report, 'section4') as SectionStatus,
    },
    narratives: Object.fromEntries(
      NARRATIVES.flatMap((narrative) => {
        const value = numberOrNullAt(report, narrative);
        return value === null ? [] : [[narrative, value]];
      }),
    ),
    cells: new Map([
      ...disclosures.map((row): [CellId, number | null] => [
        disclosureCell(row),
        numberOrNullAt(row, 'value'),
      ]),
      ...cellsOf(applications, 's3', 'outcome', APPLICANT_IDS),
      ...cellsOf(reviews, 's4', 'channel', REVIEW_RESULT_IDS),
    ]),
    units: new Map(
      disclosures.flatMap((row): [CellId, string][] => {
        const unit = textOrNullAt(row, 'unit');
        return unit === null ? [] : [[disclosureCell(row), unit]];
      }),
    ),
  };
}

export function reportCellsQuery(warehouse: Warehouse, spec: ReportCellsSpec) {
  return queryOptions({
    queryKey: ['report-cells', warehouse.version, spec],
    queryFn: ({ signal }) => reportCells(warehouse, spec, signal),
  });
}
