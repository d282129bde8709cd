/** Where a reader adds reports of their own: choose files, see what is in them and what is wrong, join them to the data. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { Button, type DropItem, DropZone, FileTrigger } from 'react-aria-components';
import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import { ErrorFace } from '#components/faces.tsx';
import { CloseIcon } from '#components/icons.tsx';
import { IssueList } from '#components/issue-list.tsx';
import { TitledDialog } from '#components/titled-dialog.tsx';
import { saveFile } from '#downloads/save.ts';
import { formatNumber } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { regionsQuery } from '#queries/regions.ts';
import { reportsThere } from '#queries/reports-there.ts';
import type { AddedReport, AddedReports, ReportTable } from '#sources/added-reports.ts';
import { headerLine } from '#sources/contract.ts';
import { loadAddedReports } from '#sources/load-package.ts';
import { TABLES } from '#sources/package.ts';
import type { OpenPackage } from '#warehouse/open-package.ts';
import styles from './added-reports.module.css';
import type { AddedReportsProps } from './added-reports-bar.tsx';
import type { Addition, ChosenFile } from './addition.ts';

const TEMPLATES = [
  'reports',
  'disclosures',
  'applications',
  'reviews',
] as const satisfies readonly ReportTable[];
/** Reports listed by name; how many there are is always said. */
const MOST_LISTED = 100;

let files = 0;

async function contentOf(file: File): Promise<ChosenFile['content']> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    // Moved or locked since it was chosen, or a folder.
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function chosen(picked: readonly File[]): Promise<readonly ChosenFile[]> {
  return Promise.all(
    picked.map(async (file) => {
      files += 1;
      const number = files;
      return { name: file.name, number, content: await contentOf(file) };
    }),
  );
}

/** Files that were dropped, and those in folders that were. */
async function dropped(items: readonly DropItem[]): Promise<readonly File[]> {
  const found = items.map(async (item): Promise<readonly File[]> => {
    if (item.kind === 'file') return [await item.getFile()];
    if (item.kind !== 'directory') return [];
    const entries: DropItem[] = [];
    for await (const entry of item.getEntries()) entries.push(entry);
    return dropped(entries);
  });
  return (await Promise.all(found)).flat();
}

/** A table with its header alone; spreadsheets know by the mark at its beginning that it is UTF-8. */
function saveTemplate(table: ReportTable): void {
  saveFile(new Blob([`\uFEFF${headerLine(TABLES[table])}\r\n`], { type: 'text/csv' }), `${table}.csv`);
}

interface Judged {
  readonly reports: AddedReports;
  /** Of the package, with the same body and year. */
  readonly replaced: ReadonlySet<string>;
  readonly nameOf: (code: string) => string;
}

export interface AddedReportsDialogProps extends AddedReportsProps {
  readonly opened: OpenPackage;
  readonly onClose: () => void;
}

export function AddedReportsDialog({ path, opened, addition, onChange, onClose }: AddedReportsDialogProps) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const [picked, setPicked] = useState<readonly ChosenFile[]>(addition?.files ?? []);
  const judged = useJudged(picked, opened, addition);
  const add = async (reading: Promise<readonly File[]>): Promise<void> => {
    const more = await chosen(await reading);
    setPicked((before) => [...before, ...more]);
  };
  const change = (next: Addition | null): void => {
    onChange(next);
    onClose();
  };
  const isJoined = picked === addition?.files;
  const refusal = judged.data === undefined ? null : refusalOf(judged.data.reports, opened, language);
  return (
    <TitledDialog title={zh ? '添加年报' : 'Add reports'} onClose={onClose}>
      <div className={styles.body}>
        <p className={styles.intro}>
          {zh
            ? '把本机的年报表格加进眼前的数据，一起计算、比较、核对。文件只在这个页面里读取，不上传，也不保存：刷新或关闭页面就没有了，别人打开同一网址也看不到。'
            : 'Put tables of reports from this device among the data on show, to be counted, compared and checked with them. The files are read in this page only; nothing is sent or kept: they are gone when the page is closed or loaded again, and nobody sees them by its address.'}
        </p>
        <DropZone
          className={classNames(styles.drop)}
          aria-label={zh ? '把 CSV 文件拖到这里' : 'Drop CSV files here'}
          onDrop={({ items }) => void add(dropped(items))}
        >
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={['.csv', '.gz', '.json', 'text/csv']}
            onSelect={(list) => void add(Promise.resolve(list === null ? [] : [...list]))}
          >
            <Button className={classNames(controls.button, picked.length === 0 && controls.primary)}>
              {picked.length === 0 ? (zh ? '选择文件' : 'Choose files') : zh ? '再选文件' : 'Choose more'}
            </Button>
          </FileTrigger>
          <p className={styles.hint}>
            {zh
              ? '或把 CSV 文件拖到这里。报告表必选，每份年报一行；第二、三、四部分的表各占一个文件。文件叫什么都行，按表头辨认。'
              : 'Or drop CSV files here. The table of reports must be among them, with a row for each; sections 2, 3 and 4 are a file each. Files may have any name: a header tells the table.'}
          </p>
        </DropZone>
        <Templates language={language} />
        {picked.length === 0 ? null : (
          <Files
            files={picked}
            language={language}
            onRemove={(number) => setPicked(picked.filter((file) => file.number !== number))}
          />
        )}
        <div role="status" className={styles.findings}>
          {judged.error !== null ? (
            <ErrorFace error={judged.error} onRetry={() => void judged.refetch()} />
          ) : judged.data === undefined ? (
            picked.length === 0 ? null : (
              <p>{zh ? '正在核对……' : 'Checking…'}</p>
            )
          ) : (
            <Findings judged={judged.data} refusal={refusal} language={language} />
          )}
        </div>
      </div>
      <div className={styles.actions}>
        {addition === null ? null : (
          <Button className={classNames(controls.button)} onPress={() => change(null)}>
            {zh ? '移除已添加的年报' : 'Remove the added reports'}
          </Button>
        )}
        <Button
          className={classNames(controls.button, picked.length > 0 && controls.primary)}
          isDisabled={judged.data === undefined || refusal !== null || isJoined || judged.isFetching}
          onPress={() => {
            if (judged.data === undefined) return;
            const { reports, replaced } = judged.data;
            change({ path, files: picked, reports, replaced });
          }}
        >
          {zh ? '加入数据' : 'Add to the data'}
        </Button>
      </div>
    </TitledDialog>
  );
}

/** What the files hold, held against the contracts and the data on show. */
function useJudged(picked: readonly ChosenFile[], opened: OpenPackage, addition: Addition | null) {
  const client = useQueryClient();
  const { warehouse } = opened;
  return useQuery({
    queryKey: ['added-reports', warehouse.version, picked.map(({ number }) => number)],
    enabled: picked.length > 0,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<Judged> => {
      const regions = await client.ensureQueryData(regionsQuery(warehouse));
      const names = new Map(regions.map(({ code, name }) => [code, name]));
      const reports = await loadAddedReports(picked, [...names.keys()], { signal });
      const there = await reportsThere(warehouse, reports.reports, signal);
      // What was added before is there as well, but not of the package.
      const addedBefore = new Set(addition?.reports.reports.map(({ report_id }) => report_id));
      const isOfPackage = (report: string) =>
        !addedBefore.has(report) || addition?.replaced.has(report) === true;
      return {
        reports,
        replaced: new Set([...there].filter(isOfPackage)),
        nameOf: (code) => names.get(code) ?? code,
      };
    },
  });
}

/** Why the files may not be joined, in a sentence; null where they may. */
function refusalOf(reports: AddedReports, { descriptor }: OpenPackage, language: Language): string | null {
  const zh = language === 'zh';
  if (reports.synthetic && !descriptor.synthetic) {
    return zh
      ? '这些文件自己说明是合成数据，不能与真实年报放在一起。'
      : 'These files say of themselves that they are made up; they may not stand among real reports.';
  }
  if (reports.usable) return null;
  return zh
    ? '还不能加入：有的文件读不了，或者没有一份完好的年报。请看下面的说明，改好后重新选择。'
    : 'Not ready to be added: a file cannot be read, or there is no sound report. See below what to mend, then choose the files again.';
}

function Templates({ language }: { readonly language: Language }) {
  const zh = language === 'zh';
  return (
    <p className={styles.hint}>
      {zh ? '空白表格：' : 'Empty tables: '}
      {TEMPLATES.map((table) => (
        <Button key={table} className={classNames(styles.template)} onPress={() => saveTemplate(table)}>
          {table}.csv
        </Button>
      ))}{' '}
      {zh
        ? '各列的含义见“方法”页的数据字典。'
        : 'What each column means stands in the data dictionary on the page of methods.'}
    </p>
  );
}

interface FilesProps {
  readonly files: readonly ChosenFile[];
  readonly language: Language;
  readonly onRemove: (number: number) => void;
}

function Files({ files: all, language, onRemove }: FilesProps) {
  const zh = language === 'zh';
  return (
    <ul className={styles.files} aria-label={zh ? '已选文件' : 'Chosen files'}>
      {all.map(({ name, number }) => (
        <li key={number}>
          <span>{name}</span>
          <Button
            className={classNames(controls.quiet)}
            aria-label={zh ? `不要 ${name}` : `Leave out ${name}`}
            onPress={() => onRemove(number)}
          >
            <CloseIcon />
          </Button>
        </li>
      ))}
    </ul>
  );
}

interface FindingsProps {
  readonly judged: Judged;
  readonly refusal: string | null;
  readonly language: Language;
}

function Findings({ judged, refusal, language }: FindingsProps) {
  const { reports, replaced, nameOf } = judged;
  return (
    <>
      {refusal === null ? <p>{summary(reports.reports.length, replaced.size, language)}</p> : null}
      {refusal === null ? null : <p className={styles.refusal}>{refusal}</p>}
      {reports.reports.length === 0 ? null : (
        <ReportList reports={reports.reports} replaced={replaced} nameOf={nameOf} language={language} />
      )}
      {reports.issues.length === 0 ? null : (
        <Titled title={language === 'zh' ? '需要留意的地方' : 'What to mind'}>
          <IssueList issues={byWeight(reports.issues)} />
        </Titled>
      )}
    </>
  );
}

/** What keeps rows out before what does not. */
function byWeight(issues: readonly DataIssue[]): readonly DataIssue[] {
  const [errors, warnings] = (['error', 'warning'] as const).map((severity) =>
    issues.filter((issue) => issue.severity === severity),
  );
  return [...(errors ?? []), ...(warnings ?? [])];
}

function Titled({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.titled}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

function summary(all: number, replaced: number, language: Language): string {
  const [total, fresh, instead] = [all, all - replaced, replaced].map((count) =>
    formatNumber(count, language),
  );
  return language === 'zh'
    ? `可以加入 ${total} 份年报：${fresh} 份是新的，${instead} 份替换数据包里同一单位同一年的。`
    : `Ready to add: ${total} ${all === 1 ? 'report' : 'reports'}, of which ${fresh} new and ${instead} in place of the package’s own for the same body and year.`;
}

interface ReportListProps {
  readonly reports: readonly AddedReport[];
  readonly replaced: ReadonlySet<string>;
  readonly nameOf: (code: string) => string;
  readonly language: Language;
}

function ReportList({ reports, replaced, nameOf, language }: ReportListProps) {
  const zh = language === 'zh';
  const listed = reports.slice(0, MOST_LISTED);
  return (
    <>
      <ul className={styles.reports} aria-label={zh ? '文件里的年报' : 'Reports in the files'}>
        {listed.map(({ report_id, region_code, year }) => (
          <li key={report_id}>
            {nameOf(region_code)} {year}
            {replaced.has(report_id) ? (
              <>
                {' '}
                <span className={controls.mark}>{zh ? '替换' : 'replaces'}</span>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {listed.length < reports.length ? (
        <p className={styles.hint}>
          {zh
            ? `只列出前 ${formatNumber(listed.length, language)} 份。`
            : `The first ${formatNumber(listed.length, language)} are listed.`}
        </p>
      ) : null}
    </>
  );
}
