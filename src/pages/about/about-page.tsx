/** How are these figures made, and how far can they be trusted? All of it from the code and data that run. */
import { type ReactNode, useEffect, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import { PageHeading } from '#components/page-heading.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { PageSection } from '#figures/page-section.tsx';
import { formatNumber } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { RELATION_RULES } from '#rules/registry.ts';
import { addressOfEntry } from '#view-state/methods-address.ts';
import styles from './about-page.module.css';
import { correctedFigures } from './corrections.ts';
import { DataDictionary } from './data-dictionary.tsx';
import { COLUMN_ENTRIES, METRIC_ENTRIES, RULE_ENTRIES, TERM_ENTRIES } from './entries.ts';
import { found } from './find-entries.ts';
import { MetricEntries } from './metric-entries.tsx';
import { SampleLimits, SourcesAndLicences } from './package-notes.tsx';
import { RuleEntries } from './rule-entries.tsx';
import { TermEntries } from './term-entries.tsx';

// Read at build time, so that the page shows the log of the very program that runs.
const CHANGELOGS = import.meta.glob<string>('/CHANGELOG.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const CORRECTIONS = correctedFigures(Object.values(CHANGELOGS).join('\n'));

interface Section {
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  /** Entries found of all there are; sections without entries are left out of a search. */
  readonly count?: number;
  readonly body: ReactNode;
}

export function AboutPage() {
  const { language } = useLanguage();
  const { state } = useViewState();
  const [query, setQuery] = useState('');
  const zh = language === 'zh';
  useOpenEntry(state.open);
  const metrics = found(METRIC_ENTRIES, query);
  const rules = found(RULE_ENTRIES, query);
  const terms = found(TERM_ENTRIES, query);
  const columns = found(COLUMN_ENTRIES, query);
  const sections: readonly Section[] = [
    {
      id: 'section-principles',
      title: zh ? '几条总的规矩' : 'What holds for every figure',
      body: <Principles />,
    },
    {
      id: 'section-metrics',
      title: zh ? '指标' : 'Metrics',
      lead: zh
        ? '图、表、下载里的每个指标都照这里的定义计算。'
        : 'Every chart, table and file computes its metrics as defined here.',
      count: metrics.length,
      body: <MetricEntries entries={metrics} />,
    },
    {
      id: 'section-rules',
      title: zh ? '勾稽规则' : 'Rule book',
      lead: zh
        ? `同一份年报里的数必须相互吻合。勾稽通过率只计 ${RELATION_RULES.join('、')}。`
        : `The numbers of one report must agree with each other. The pass rate counts ${RELATION_RULES.join(', ')} alone.`,
      count: rules.length,
      body: <RuleEntries entries={rules} />,
    },
    {
      id: 'section-glossary',
      title: zh ? '名词' : 'Glossary',
      lead: zh
        ? '表上的名词照录，各用一句话说明；“条例”指《政府信息公开条例》。'
        : 'The form’s own terms in one plain sentence each; articles are those of the Regulations on Open Government Information.',
      count: terms.length,
      body: <TermEntries entries={terms} />,
    },
    {
      id: 'section-data',
      title: zh ? '数据字典' : 'Data dictionary',
      lead: zh
        ? '数据包由五张 CSV 组成，载入时逐格照下面的约定检查。'
        : 'A data package is five CSV files; on loading every cell is held against what stands here.',
      count: columns.length,
      body: <DataDictionary entries={columns} />,
    },
    {
      id: 'section-sources',
      title: zh ? '来源和许可' : 'Sources and licences',
      body: <SourcesAndLicences />,
    },
    { id: 'section-limits', title: zh ? '数据的局限' : 'Limits of the data', body: <SampleLimits /> },
    {
      id: 'section-corrections',
      title: zh ? '更正记录' : 'Corrected figures',
      lead: zh
        ? '公布过的数如有改动，在这里逐条列出：日期、指标、地区、年份、原数、新数、原因。'
        : 'Each published number that changes is listed here: date, metric, region, year, old, new, why.',
      body: <Corrections />,
    },
  ];
  const searching = query.trim() !== '';
  const shown = searching ? sections.filter(({ count }) => (count ?? 0) > 0) : sections;
  const hits = shown.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const title = zh ? '方法' : 'Methods';
  return (
    <>
      <PageHeading
        title={title}
        lead={
          zh
            ? '每个数是什么意思、怎样算出来、从哪里来、哪里靠不住。本页由正在运行的程序和数据生成。'
            : 'What each figure means, how it is made, where it comes from and where it falls short. This page is made from the program and data that run.'
        }
      >
        {title}
      </PageHeading>
      <div className={styles.tools}>
        <SearchField value={query} onChange={setQuery} className={classNames(controls.field)}>
          <Label className={classNames(controls.label)}>{zh ? '在本页查找' : 'Search this page'}</Label>
          <Input
            className={classNames(controls.input)}
            placeholder={zh ? '如：行政许可、A1、section3' : 'e.g. permits, A1, section3'}
          />
        </SearchField>
        <nav aria-label={zh ? '本页内容' : 'Contents'}>
          <ul className={styles.contents}>
            {shown.map(({ id, title: name, count }) => (
              <li key={id}>
                <ViewLink href={addressOfEntry(id, state)}>{name}</ViewLink>
                {count === undefined ? null : (
                  <span className={styles.count}> {formatNumber(count, language)}</span>
                )}
              </li>
            ))}
          </ul>
        </nav>
        <output className="visually-hidden">
          {searching ? (zh ? `找到 ${hits} 条` : `${hits} entries found`) : ''}
        </output>
      </div>
      {shown.map(({ id, title: name, lead, body }) => (
        <div key={id} id={id}>
          <PageSection id={id} title={name} {...(lead === undefined ? {} : { lead })}>
            <div>{body}</div>
          </PageSection>
        </div>
      ))}
      {shown.length === 0 ? (
        <p className={styles.nothing}>
          {zh ? `没有找到“${query.trim()}”。` : `Nothing found for “${query.trim()}”.`}
        </p>
      ) : null}
    </>
  );
}

/** Brings the entry of the address into view, and gives it the focus. */
function useOpenEntry(open: readonly string[]) {
  const target = open[0];
  useEffect(() => {
    if (target === undefined) return undefined;
    // After the router has put the page back to its top.
    const frame = requestAnimationFrame(() => {
      const element = document.getElementById(target);
      if (element === null) return;
      element.scrollIntoView({ block: 'start' });
      element.querySelector<HTMLElement>('h2, h3, h4')?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);
}

function Principles() {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const lines = zh
    ? [
        '缺失不是零：年报里空白或没有读到的数不参加计算，图上断开，表里写“—”；印着 0 的才是 0。',
        '每个合计都说明它基于多少份年报、应有多少份。',
        '比率先把分子、分母各自相加再相除，只用两边都给出的年报；分母为 0 时不适用，不是 0。',
        '地区的数由它的乡镇街道相加而成，只加一级；表上的总计从不和它的各部分相加。',
        '结转、现行有效一类存量不跨年相加，取所选的最后一年。',
        '年度变化只比较两年都给出这个数的乡镇街道。',
        '件数很少的比率给出 95% 区间（Wilson），分三档比较，不排先后。',
        '两种表式里不可比的栏目不画在一条线上；表式从年报读出，不由年份推断。',
        '许可、处罚、申请、信访的多少本身没有好坏之分，不作好坏的颜色。',
        '所有运算都在浏览器里完成，不向任何服务器发送数据。',
      ]
    : [
        'Missing is not zero: what is blank or was not captured enters no calculation, breaks the line in charts and is “—” in tables; only a printed 0 is 0.',
        'Every total says how many reports it rests on, and how many are due.',
        'A rate is sum over sum, over the reports that give both sides; with a denominator of 0 it is not applicable, not 0.',
        'A region’s figures are those of its townships, one level only; a printed total is never added to its parts.',
        'Stocks such as cases carried out or documents in force are not added over years: the last year chosen stands.',
        'Change over the year is told only over townships that give the figure in both years.',
        'Rates of few cases carry a 95% interval (Wilson) and are put in three bands rather than in an order.',
        'What the two forms print differently is not drawn as one line; the form is read from the report, never taken from its year.',
        'More or fewer permits, penalties, applications or petitions are neither good nor bad, and are not coloured so.',
        'Everything is computed in the browser; no data is sent to any server.',
      ];
  return (
    <div className={styles.prose}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function Corrections() {
  const { language } = useLanguage();
  if (CORRECTIONS.length === 0) {
    return <p>{language === 'zh' ? '到目前没有更正。' : 'None so far.'}</p>;
  }
  return (
    <div className={styles.prose}>
      <ul>
        {CORRECTIONS.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
