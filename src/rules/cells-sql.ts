/** What each report's cells are, before any rule: the first statements of the checks. */
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import { CELL_SOURCES, type CellSource, columnName, formMask } from './cell-sources.ts';
import { type CheckStatement, type CheckTables, dropTable, temporary } from './check-statement.ts';
import { bitCount, have, identifier, nonZero, quoted, sectionWhole, sumOfCounts } from './relation-sql.ts';

const masksTable = (source: CellSource) => `check_masks_${source.section}`;
export const rowsTable = (source: CellSource) => `check_rows_${source.section}`;

/** SQL by the report's form; `otherwise` where its form is not known. */
function byForm(of: (form: FormVersion) => string, otherwise: string): string {
  return `CASE template ${FORM_VERSIONS.map((form) => `WHEN ${quoted(form)} THEN ${of(form)}`).join(' ')} ELSE ${otherwise} END`;
}

/** The printed rows and their bits, in the types of the table's own key columns. */
function rowsStatements(source: CellSource, tables: CheckTables): readonly CheckStatement[] {
  const keys = source.keys.map(identifier).join(', ');
  const values = source.rows.map((row, index) => `(${row.map(quoted).join(', ')}, ${2 ** index})`);
  const name = rowsTable(source);
  return [
    temporary(name, `SELECT ${keys}, 0 AS bit FROM ${tables[source.table]} LIMIT 0`),
    { name: `${name}_values`, sql: `INSERT INTO ${name} VALUES ${values.join(', ')}` },
  ];
}

/** By report: the rows that stand in the table, and by column the cells that hold a value and those not 0. */
function masksStatement(source: CellSource, tables: CheckTables): CheckStatement {
  const masks = source.columns.flatMap((column) => [
    `bit_or(bit) FILTER (WHERE ${identifier(column)} IS NOT NULL) AS ${have(columnName(source, column))}`,
    `bit_or(bit) FILTER (WHERE ${identifier(column)} <> 0) AS ${nonZero(columnName(source, column))}`,
  ]);
  // Also counts cells in rows that no form has, which own no bit.
  const filled = source.columns.map((column) => `count(${identifier(column)})`).join(' + ');
  return temporary(
    masksTable(source),
    `SELECT ${tables.key}, bit_or(bit) AS rows_present, ${filled} AS filled,
  ${masks.join(',\n  ')}
FROM ${tables[source.table]} LEFT JOIN ${rowsTable(source)} USING (${source.keys.map(identifier).join(', ')})
GROUP BY ${tables.key}`,
  );
}

/**
 * `check_cells`, one row a report: its form (NULL where not known), year, level, the masks of its
 * cells with rows left out of a whole section filled in as 0, and how many cells are not of its form.
 */
function cellsStatement(tables: CheckTables): CheckStatement {
  const columns = CELL_SOURCES.flatMap((source) =>
    source.columns.map((column) => ({ source, name: columnName(source, column) })),
  );
  const formRows = (source: CellSource) => `form_${source.section}`;
  const raw = (name: string) => `coalesce(${have(name)}, 0)`;
  // Also sets the bits of rows that the form does not have; no instance of the form asks for them.
  const filledIn = (source: CellSource, name: string) =>
    source.zeroFilled
      ? `${raw(name)} | CASE WHEN section${source.section} = 'table' THEN ~coalesce(m${source.section}.rows_present, 0) ELSE 0 END`
      : raw(name);
  const ownCells = columns.map(({ source, name }) => bitCount(`${raw(name)} & ${formRows(source)}`));
  const filled = CELL_SOURCES.map((source) => `coalesce(m${source.section}.filled, 0)`);
  return temporary(
    'check_cells',
    `SELECT ${tables.key}, template, "year", "level",
  ${CELL_SOURCES.map(({ section }) => `coalesce(section${section} IN ('table', 'blank'), FALSE) AS ${sectionWhole(section)}`).join(', ')},
  ${sumOfCounts(filled)} - ${sumOfCounts(ownCells)} AS foreign_cells,
  ${columns.map(({ source, name }) => `${filledIn(source, name)} AS ${have(name)}, coalesce(${nonZero(name)}, 0) AS ${nonZero(name)}`).join(',\n  ')}
FROM (
  SELECT *, ${CELL_SOURCES.map((source) => `${byForm((form) => String(formMask(source, form)), '0')} AS ${formRows(source)}`).join(', ')}
  FROM (
    SELECT p.${tables.key}, CASE WHEN p.template IN (${FORM_VERSIONS.map(quoted).join(', ')}) THEN CAST(p.template AS VARCHAR) END AS template,
      p."year", r."level", p.section2, p.section3, p.section4
    FROM ${tables.reports} p LEFT JOIN ${tables.regions} r ON r.code = p.region_code
  )
)
${CELL_SOURCES.map((source) => `LEFT JOIN ${masksTable(source)} m${source.section} USING (${tables.key})`).join('\n')}`,
  );
}

/** Leaves `check_cells` and the rows of each source behind. */
export function cellStatements(tables: CheckTables): readonly CheckStatement[] {
  return [
    ...CELL_SOURCES.flatMap((source) => [...rowsStatements(source, tables), masksStatement(source, tables)]),
    cellsStatement(tables),
    ...CELL_SOURCES.map((source) => dropTable(masksTable(source))),
  ];
}
