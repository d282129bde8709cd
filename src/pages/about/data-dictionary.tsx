import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual } from '#model/bilingual.ts';
import type { ColumnContract, TableContract } from '#sources/contract.ts';
import { TABLE_NAMES, TABLES } from '#sources/package.ts';
import styles from './about-page.module.css';
import type { ColumnEntry } from './entries.ts';

const TYPES: Readonly<Record<ColumnContract['type'], Bilingual>> = {
  string: { zh: '文字', en: 'text' },
  integer: { zh: '整数', en: 'whole number' },
  number: { zh: '数', en: 'number' },
  date: { zh: '日期', en: 'date' },
  year: { zh: '年份', en: 'year' },
};

/** Every column of every table, from the contracts the loader holds files against. */
export function DataDictionary({ entries }: { readonly entries: readonly ColumnEntry[] }) {
  return TABLE_NAMES.map((table) => ({
    table,
    columns: entries.filter((entry) => entry.table === table).map(({ column }) => column),
  }))
    .filter(({ columns }) => columns.length > 0)
    .map(({ table, columns }) => <OneTable key={table} contract={TABLES[table]} columns={columns} />);
}

interface OneTableProps {
  readonly contract: TableContract;
  readonly columns: readonly ColumnContract[];
}

function OneTable({ contract, columns }: OneTableProps) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const title = `${contract.name}.csv ${pick(contract.title, language)}`;
  return (
    <div>
      <h3 className={styles.topic}>{title}</h3>
      <p>
        {pick(contract.description, language)}
        {zh ? '主键：' : ' Primary key: '}
        <span className={styles.code}>{contract.primaryKey.join(', ')}</span>
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={title} tabIndex={0}>
        <table className={styles.table}>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{zh ? '列' : 'Column'}</th>
              <th scope="col">{zh ? '名称' : 'Name'}</th>
              <th scope="col">{zh ? '类型' : 'Type'}</th>
              <th scope="col">{zh ? '说明' : 'Meaning'}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.name}>
                <th scope="row" className={styles.code}>
                  {column.name}
                </th>
                <td>{pick(column.title, language)}</td>
                <td>
                  {pick(TYPES[column.type], language)}
                  {column.constraints?.required ? (zh ? '，必填' : ', required') : ''}
                </td>
                <td>
                  {pick(column.description, language)}
                  <Values column={column} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Values({ column }: { readonly column: ColumnContract }) {
  const { language } = useLanguage();
  const allowed = column.constraints?.enum ?? [];
  if (allowed.length === 0) return null;
  const names = column.categories ?? {};
  return (
    <details className={styles.minor}>
      <summary>{language === 'zh' ? `${allowed.length} 种取值` : `${allowed.length} values`}</summary>
      <ul>
        {allowed.map((value) => {
          const name = names[value];
          return (
            <li key={value}>
              <span className={styles.code}>{value}</span>
              {name === undefined ? null : ` ${pick(name, language)}`}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
