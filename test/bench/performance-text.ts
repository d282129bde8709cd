/** docs/performance.md, made from one run of the benchmark. */
import type { Comparison } from './answers.ts';
import { type Load, MILESTONES, type Milestone } from './loads.ts';
import { geometricMean, median, quantile } from './statistics.ts';

export interface Scenario {
  readonly name: string;
  readonly fromCsv: boolean;
  readonly loads: readonly Load[];
}

export interface BenchmarkRun {
  readonly date: string | undefined;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memory: number;
    readonly system: string;
    readonly node: string;
    /** Load average of the last minute. */
    readonly loadBefore: number;
    readonly loadAfter: number;
  };
  readonly packageRows: Readonly<Record<string, number>>;
  readonly scenarios: readonly Scenario[];
  readonly comparison: Comparison;
}

const WORDS: Readonly<Record<Milestone, string>> = {
  'first-contentful-paint': 'first paint',
  'engine-ready': 'engine ready',
  'warehouse-ready': 'tables ready',
  'first-figure': 'first figure',
  'data-ready': 'all figures drawn',
};

const count = (value: number) => value.toLocaleString('en-GB');
const whole = (value: number) => count(Math.round(value));
const ms = (value: number) => (value < 10 ? value.toFixed(1) : whole(value));
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 10e6 ? 2 : 1)} MB`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n',
  );
}

function spread(values: readonly number[], text: (value: number) => string): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(text);
  return least === most ? `${middle}` : `${middle} (${least}–${most})`;
}

function visits(scenarios: readonly Scenario[]): string {
  const column = (text: (scenario: Scenario) => string) => scenarios.map(text);
  const over = (of: (load: Load) => number, text: (value: number) => string) =>
    column(({ loads }) => spread(loads.map(of), text));
  return table(
    [
      '',
      ...column(({ name, fromCsv, loads }) => `${name}, ${fromCsv ? 'CSV' : 'snapshot'} (${loads.length}×)`),
    ],
    [
      ...MILESTONES.map((name) => [`${WORDS[name]}, ms`, ...over((load) => load.milestones[name], whole)]),
      ['the page’s questions together, ms', ...over(({ asked }) => asked.ms, whole)],
      ['questions asked', ...over(({ asked }) => asked.questions, whole)],
      ['sent: page', ...over(({ parts }) => parts.page, megabytes)],
      ['sent: engine', ...over(({ parts }) => parts.engine, megabytes)],
      ['sent: data', ...over(({ parts }) => parts.data, megabytes)],
      ['sent: all', ...over(({ sent }) => sent, megabytes)],
      ['memory: heap of the page', ...over(({ memory }) => memory.heap, megabytes)],
      ['memory: engine (wasm)', ...over(({ memory }) => memory.wasm, megabytes)],
      [
        'memory: process of the tab',
        ...column(({ loads }) => {
          const sizes = loads.flatMap(({ memory }) => (memory.process === null ? [] : [memory.process]));
          return sizes.length === 0 ? '—' : spread(sizes, megabytes);
        }),
      ],
    ],
  );
}

function answers({ answers: asked }: Comparison): string {
  return table(
    ['question', 'rows', 'browser: median', 'p95', 'first', 'native: median', 'p95', 'first', 'ratio'],
    asked.map(({ name, rows, browser, native }) => [
      name,
      count(rows),
      ms(median(browser.later)),
      ms(quantile(browser.later, 0.95)),
      ms(browser.first),
      ms(median(native.later)),
      ms(quantile(native.later, 0.95)),
      ms(native.first),
      (median(browser.later) / median(native.later)).toFixed(1),
    ]),
  );
}

/** What else the machine was doing; the benchmark's own work counts in the second figure. */
function busyNote({ machine: { cores, loadBefore, loadAfter } }: BenchmarkRun): string {
  const load = `Load average before ${loadBefore.toFixed(1)}, at the end ${loadAfter.toFixed(1)}.`;
  return loadBefore <= cores / 2
    ? load
    : `${load}
**The machine was busy with other work: only the ratios, measured turn by turn, mean something.**`;
}

/** The whole document. */
export function performanceText(run: BenchmarkRun): string {
  const { date, machine, packageRows, scenarios, comparison } = run;
  const ratios = comparison.answers.map(
    ({ browser, native }) => median(browser.later) / median(native.later),
  );
  const medians = comparison.answers.map(({ browser }) => median(browser.later));
  const times = (comparison.answers[0]?.browser.later.length ?? 0) + 1;
  const kinds = [...new Map(comparison.answers.map(({ name, what }) => [name.split(':')[0] ?? '', what]))];
  const rows = Object.entries(packageRows)
    .map(([name, value]) => `${count(value)} ${name}`)
    .join(', ');
  return `<!-- Generated by \`npm run bench\`. Do not edit. -->

# Performance

One run${date === undefined ? '' : ` of ${date}`}: ${machine.cores} × ${machine.cpu}, ${Math.round(machine.memory / 2 ** 30)} GiB, ${machine.system},
Node ${machine.node}, Chromium ${comparison.engines.chromium} without a window.
${busyNote(run)} Absolute times hold for this machine alone.

“Nation” is the synthetic package of \`npm run data:synthetic\`: ${rows}.

## A visit

The overview of 2023, each time with a fresh profile, from a server on the same machine without delay or limit. The
server sends files compressed beforehand with brotli, quality 11; gzipped data is sent as it is. Milliseconds since
navigation: median (least–most). “Snapshot” is how a built site opens a package; “CSV” how it opens one without a
snapshot: every row validated, the tables built in the browser.

${visits(scenarios)}

Bytes are those of the answers to GET requests as they were sent. The heap is that of the page alone after a garbage
collection (\`Runtime.getHeapUsage\`), the engine’s memory the linear memory of its WebAssembly instance (asked for in
its worker), the process what the operating system says is resident for the tab with all its workers.

## Questions

The nation’s snapshot in both engines: in the browser DuckDB-WASM ${comparison.engines.browser} in its worker, behind the
app’s own adapter; natively DuckDB ${comparison.engines.native} (\`@duckdb/node-api\`) with one thread, the same statements over
the same file. The ratios therefore compare two versions of the engine as well. Each was asked ${times} times, ten at
a time by turns; “first” is the first of them, the median and 95th percentile are of the others. Times in
milliseconds, from the call to rows of plain values. Both engines gave the same rows.

${answers(comparison)}

Of ${comparison.answers.length} questions ${medians.filter((value) => value < 100).length} have a median under 100 ms in the browser. Ratio, browser to native: geometric mean ${geometricMean(ratios).toFixed(1)},
least ${Math.min(...ratios).toFixed(1)}, most ${Math.max(...ratios).toFixed(1)}.

${kinds.map(([name, what]) => `- **${name}**: ${what}`).join('\n')}
`;
}
