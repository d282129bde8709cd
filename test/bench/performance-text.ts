/** docs/performance.md, made from the last results of each part of the benchmark. */

import type { Answered as Asked, Comparison } from './answers.ts';
import { type Answered, type InteractionsResult, type LongTask, PACE_STEPS } from './interactions.ts';
import { type Load, MILESTONES, type Milestone } from './loads.ts';
import type { Fetched, Partition } from './partitions.ts';
import type { AllResults, Circumstances, Taken } from './results.ts';
import type { Moments, Returns } from './returns.ts';
import type { ScaleResult } from './scale.ts';
import type { SlowVisits } from './slow-visits.ts';
import { geometricMean, median, quantile } from './statistics.ts';
import type { Scenario, Visits } from './visits.ts';

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

function visitsTable(scenarios: readonly Scenario[]): string {
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

function answersTable({ answers: asked }: Comparison): string {
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

/** What is held against the measurements. */
interface Bar {
  readonly text: string;
  readonly bar: string;
  readonly measured: string;
  readonly met: boolean;
}

const times = (value: number) => `${value.toFixed(2)} ×`;
const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
const ratioOf = ({ browser, native }: Asked) => median(browser.later) / median(native.later);

function barsTable(bars: readonly Bar[]): string {
  return table(
    ['', 'bar', 'measured', ''],
    bars.map(({ text, bar, measured, met }) => [text, bar, measured, met ? 'met' : '**not met**']),
  );
}

/** A ratio with its two sides in ms. */
function ratio(over: number, under: number): string {
  return `${times(over / under)} (${whole(over)} to ${whole(under)} ms)`;
}

function atMost(text: string, most: number, value: number, show: (value: number) => string): Bar {
  return { text, bar: `≤ ${show(most)}`, measured: show(value), met: value <= most };
}

const nationLoads = ({ scenarios }: Visits): readonly Load[] =>
  scenarios.find(({ name, fromCsv }) => name === 'nation' && !fromCsv)?.loads ?? [];

function visitBars(visits: Visits): readonly Bar[] {
  const loads = nationLoads(visits);
  const overview = median(loads.map(({ milestones }) => milestones['data-ready']));
  const reference = median(visits.reference.map(({ answered }) => answered));
  return [
    {
      text: 'whole overview of the nation, to the reference page',
      bar: '≤ 1.3 ×',
      measured: ratio(overview, reference),
      met: overview / reference <= 1.3,
    },
    atMost(
      'data sent for it, beyond the engine',
      2.5e6,
      median(loads.map(({ parts }) => parts.data)),
      megabytes,
    ),
    atMost(
      'heap of the page and memory of the engine',
      400e6,
      median(loads.map(({ memory }) => memory.heap + memory.wasm)),
      megabytes,
    ),
  ];
}

function slowBars({ emptyPaint, firstFigure, clicks }: SlowVisits): readonly Bar[] {
  const [figure, empty] = [median(firstFigure), median(emptyPaint)];
  return [
    {
      text: 'slow device: first figure, to the first paint of an empty page',
      bar: '≤ 1.5 ×',
      measured: ratio(figure, empty),
      met: figure / empty <= 1.5,
    },
    atMost(
      'slow device: code asked for before a press is answered',
      200e3,
      median(clicks.map(({ asked }) => asked)),
      kilobytes,
    ),
  ];
}

const figureOf = (moments: readonly Moments[]) => median(moments.map(({ firstFigure }) => firstFigure));

function returnBars(returns: readonly Returns[]): readonly Bar[] {
  return returns.map(({ name, online, offline }) => {
    const [without, within] = [figureOf(offline), figureOf(online)];
    return {
      text: `second visit without a network, ${name}: first figure, to that of one with it`,
      bar: 'no later',
      measured: ratio(without, within),
      // Frames of a screen: what lies within one of them is seen at once.
      met: without - within < FRAME,
    };
  });
}

/** Ms. */
const FRAME = 1000 / 60;

function questionBars({ answers }: Comparison): readonly Bar[] {
  const ratios = answers.map(ratioOf);
  return [
    atMost(`${answers.length} questions: median of the ratios to native`, 2, median(ratios), times),
    atMost('the worst of them', 4, Math.max(...ratios), times),
  ];
}

/** Beyond the drawing of charts. */
const beyondDrawing = ({ ms: length, drawing }: LongTask) => length - drawing;

function answerTimes(answers: readonly Answered[]): readonly number[] {
  return answers.map(({ ms: time }) => time ?? Number.POSITIVE_INFINITY);
}

function interactionBars({ answers, longTasks, memory }: InteractionsResult): readonly Bar[] {
  const long = longTasks.filter((task) => beyondDrawing(task) > 50);
  const sum = ({ heap, wasm }: InteractionsResult['memory']['before']) => heap + wasm;
  const growth = sum(memory.after) / sum(memory.before) - 1;
  return [
    atMost(
      `${answers.length} interactions: 95th percentile from input to answer`,
      100,
      quantile(answerTimes(answers), 0.95),
      (value) => `${whole(value)} ms`,
    ),
    {
      text: 'tasks over 50 ms, drawing of charts apart',
      bar: 'none',
      measured: `${long.length}, the longest ${whole(Math.max(0, ...long.map(beyondDrawing)))} ms`,
      met: long.length === 0,
    },
    {
      text: 'memory afterwards, to before',
      bar: '± 10 %',
      measured: `${growth >= 0 ? '+' : '−'}${Math.abs(growth * 100).toFixed(1)} %`,
      met: growth <= 0.1,
    },
  ];
}

function growthOf(
  scale: readonly ScaleResult[],
): readonly { readonly name: string; readonly growth: number }[] {
  const least = scale.find(({ made }) => made.times === 1);
  const most = scale.toSorted((a, b) => b.made.times - a.made.times)[0];
  return (most?.answers ?? []).flatMap(({ name, browser }) => {
    const before = least?.answers.find((one) => one.name === name);
    return before === undefined ? [] : [{ name, growth: browser / before.browser }];
  });
}

function scaleBars(scale: readonly ScaleResult[]): readonly Bar[] {
  const most = Math.max(...scale.map(({ made }) => made.times));
  const worst = growthOf(scale).toSorted((a, b) => b.growth - a.growth)[0];
  if (worst === undefined || most < 10) return [];
  return [
    {
      text: `growth of a question at ${most} times the nation`,
      bar: '≤ 12-fold',
      measured: `${worst.growth.toFixed(1)}-fold (${worst.name})`,
      met: worst.growth <= 12,
    },
  ];
}

const BUSY =
  ' **The machine was busy with other work: absolute times are too long, and ratios less steady.**';

/** When and where a part was measured; the benchmark's own work counts in the second load. */
function taken({ circumstances: c }: Taken<unknown>): string {
  const { cores, loadBefore, loadAfter } = c;
  const busy = loadBefore <= cores / 2 ? '' : BUSY;
  return `Measured ${c.date} on ${cores} × ${c.cpu}, ${Math.round(c.memory / 2 ** 30)} GiB, ${c.system}, Node ${c.node}; load average before
${loadBefore.toFixed(1)}, at the end ${loadAfter.toFixed(1)}.${busy}`;
}

function visitsText(part: Taken<Visits>, rows: string): string {
  const { scenarios, reference } = part.result;
  return `## A visit

${taken(part)}

“Nation” is the synthetic package of \`npm run data:synthetic\`: ${rows}. The overview as it first opens, each time with a
fresh profile, from a server on the same machine without delay or limit. The server sends files compressed beforehand with
brotli, quality 11; gzipped data is sent as it is. Milliseconds since navigation: median (least–most). “Snapshot” is how
a built site opens a package; “CSV” how it opens one without a snapshot: every row validated, the tables built in the
browser.

${visitsTable(scenarios)}

The reference page, measured in turns with the nation’s visits: the same engine started, the same snapshot fetched and
attached, one question asked, nothing shown. It answers after ${spread(
    reference.map(({ answered }) => answered),
    whole,
  )} ms, with ${spread(
    reference.map(({ data }) => data),
    megabytes,
  )} of data sent.

Bytes are those of the answers to GET requests as they were sent. The heap is that of the page alone after a garbage
collection (\`Runtime.getHeapUsage\`), the engine’s memory the linear memory of its WebAssembly instance (asked for in
its worker), the process what the operating system says is resident for the tab with all its workers.`;
}

function slowText(part: Taken<SlowVisits>): string {
  const { emptyPaint, firstPaint, firstFigure, nationFigure, clicks } = part.result;
  const row = (name: string, values: readonly number[], text: (value: number) => string) => [
    name,
    spread(values, text),
  ];
  return `## A visit on a slow device

${taken(part)}

The processor four times slower (of the page; DevTools slow no workers), the network that of DevTools’ “Fast 4G”. The
site as it first opens, with the bundled sample, ${firstFigure.length} times each; the nation’s package beside it. The empty page is one word with the site’s stylesheet. “Code” is every
script, as sent, that was asked for until the first press of the language switch took effect, and the style sheet, which
stands in the page; the switch is pressed every 20 ms from when it is there. The rest of the page, the overview and its
answers, is told apart.

${table(
  ['', 'median (least–most)'],
  [
    row('first paint of the empty page, ms', emptyPaint, whole),
    row('first paint, ms', firstPaint, whole),
    row('first figure, ms', firstFigure, whole),
    row('first figure of the nation, ms', nationFigure, whole),
    row(
      'a press is answered, ms',
      clicks.map(({ at }) => at),
      whole,
    ),
    row(
      'code asked for by then',
      clicks.map(({ asked }) => asked),
      kilobytes,
    ),
    row(
      'code arrived by then',
      clicks.map(({ arrived }) => arrived),
      kilobytes,
    ),
    row(
      'the rest of the page',
      clicks.map(({ page }) => page),
      kilobytes,
    ),
  ],
)}`;
}

function returnsText(part: Taken<readonly Returns[]>): string {
  const { result } = part;
  const rows = result.flatMap(({ name, first, online, offline }) =>
    (
      [
        ['first visit', first],
        ['second, with the network', online],
        ['second, without it', offline],
      ] as const
    ).map(([visit, moments]) => [
      `${name}: ${visit}`,
      spread(
        moments.map(({ firstFigure }) => firstFigure),
        whole,
      ),
      spread(
        moments.map(({ allFigures }) => allFigures),
        whole,
      ),
    ]),
  );
  return `## A second visit

${taken(part)}

Three visits with one profile on disk, each in a tab of its own, ${result[0]?.first.length ?? 0} times with a fresh profile: the second once the first
has made the offline copy, the third after the server is gone. Milliseconds since navigation: median (least–most). A bar
counts as met where the difference is less than a frame of a screen (17 ms). That every page works without a network is
held by \`test/browser/offline.test.ts\`.

${table(['', 'first figure, ms', 'all figures drawn, ms'], rows)}`;
}

const fetchedCells = (fetched: Fetched | null) =>
  fetched === null ? ['–', '–'] : [count(fetched.requests), megabytes(fetched.bytes)];

function partitionsText(part: Taken<readonly Partition[]>): string {
  return `## A province out of the nation

${taken(part)}

What a reader of one province, 河北省, fetches from a static host: for all questions of the province’s overview, then for the
list of its reports and every cell of one. “Unpacked” is the database file as the engine reads it, in pieces it asks for by
byte ranges. \`npx tsx src/cli/build-snapshot.ts --by-province DIR\` makes the files of each province; bytes as sent, with
\`datapackage.json\` and \`snapshot.json\`.

${table(
  ['served as', 'figures: requests', 'bytes', 'then reports: requests', 'bytes'],
  part.result.map(({ way, figures, reports }) => [way, ...fetchedCells(figures), ...fetchedCells(reports)]),
)}`;
}

function questionsText(part: Taken<Comparison>): string {
  const { engines, answers } = part.result;
  const ratios = answers.map(ratioOf);
  const medians = answers.map(({ browser }) => median(browser.later));
  const asked = (answers[0]?.browser.later.length ?? 0) + 1;
  const kinds = [...new Map(answers.map(({ name, what }) => [name.split(':')[0] ?? '', what]))];
  return `## Questions

${taken(part)}

The nation’s snapshot in both engines: in the browser (Chromium ${engines.chromium}) DuckDB-WASM ${engines.browser} in its
worker, behind the app’s own adapter; natively DuckDB ${engines.native} (\`@duckdb/node-api\`) with one thread, the same
statements over the same files. The ratios therefore compare two versions of the engine as well. Each was asked ${asked}
times, ten at a time by turns; “first” is the first of them, the median and 95th percentile are of the others. Times in
milliseconds, from the call to rows of plain values. Both engines gave the same rows.

${answersTable(part.result)}

Of ${answers.length} questions ${medians.filter((value) => value < 100).length} have a median under 100 ms in the browser. Ratio, browser to native: median ${median(ratios).toFixed(1)},
geometric mean ${geometricMean(ratios).toFixed(1)}, least ${Math.min(...ratios).toFixed(1)}, most ${Math.max(...ratios).toFixed(1)}.

${kinds.map(([name, what]) => `- **${name}**: ${what}`).join('\n')}`;
}

const SLOWEST = 15;

function interactionsText(part: Taken<InteractionsResult>): string {
  const { answers, longTasks, memory, seed, warming, pace } = part.result;
  const all = answerTimes(answers);
  const kinds = [...new Set(answers.map(({ kind }) => kind))].map((kind) => {
    const own = answerTimes(answers.filter((one) => one.kind === kind));
    return [kind, count(own.length), ms(median(own)), ms(Math.max(...own))];
  });
  const slowest = answers.toSorted((a, b) => (b.ms ?? Infinity) - (a.ms ?? Infinity)).slice(0, SLOWEST);
  const long = longTasks
    .filter((task) => beyondDrawing(task) > 50)
    .toSorted((a, b) => beyondDrawing(b) - beyondDrawing(a));
  const paint = answers.map((one) => one.paint ?? 8);
  return `## Interactions

${taken(part)}

${answers.length} interactions with the nation on one page, drawn from the seed “${seed}”, by mouse and keyboard, three in ten
without waiting for the page to come to rest. From the input, as the browser took it, to after the first paint that
shows the control’s new state, or the veil over what is being made anew. Median ${ms(median(all))} ms, 95th percentile
${ms(quantile(all, 0.95))} ms, ${all.filter((value) => value > 100).length} over 100 ms, ${answers.filter((one) => one.ms === null).length} without an answer. Event Timing’s own figure, to the next paint
whatever it shows: 95th percentile ${ms(quantile(paint, 0.95))} ms. The machine’s pace that day: ${count(PACE_STEPS)} steps of a fixed arithmetic
took ${whole(pace)} ms in a page. These times are no ratios: a machine that takes twice as long for that takes twice as long for them.

${table(['interaction', 'number', 'median, ms', 'most, ms'], kinds)}

The slowest ${slowest.length}:

${table(
  ['interaction', 'what', 'ms'],
  slowest.map(({ kind, what, ms: time }) => [kind, cell(what), time === null ? 'no answer' : ms(time)]),
)}

Tasks over 50 ms: ${longTasks.length}, of them ${long.length} also without the drawing of charts in them${long.length === 0 ? '.' : '; the longest:'}
${
  long.length === 0
    ? ''
    : `
${table(
  ['after', 'ms later', 'ms', 'of it drawing'],
  long
    .slice(0, SLOWEST)
    .map((task) => [cell(task.after), whole(task.later), whole(task.ms), whole(task.drawing)]),
)}
`
}
Memory before and after, at rest in the same view half a minute later, when the app has let go of answers left behind, after a garbage collection; before means after ${warming} other interactions,
not counted, one round of all kinds and then every page of the navigation: heap ${megabytes(memory.before.heap)} and
${megabytes(memory.after.heap)}, engine ${megabytes(memory.before.wasm)} and ${megabytes(memory.after.wasm)}. When the view was first drawn it was
${megabytes(memory.first.heap)} and ${megabytes(memory.first.wasm)}. The memory of a WebAssembly instance never shrinks: what the largest question took
stays with it.`;
}

/** Text of the page inside a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function scaleText({ result: scale }: Taken<readonly ScaleResult[]>, visits: Visits | undefined): string {
  const growth = new Map(growthOf(scale).map(({ name, growth: value }) => [name, value]));
  const names = scale[0]?.answers.map(({ name }) => name) ?? [];
  const sizes = scale.map(({ made }) => `${made.times} ×`);
  const of = (text: (size: ScaleResult) => string) => scale.map(text);
  const ofMade = (text: (made: ScaleResult['made']) => string) => scale.map(({ made }) => text(made));
  const ofLoads = (value: (load: ScaleResult['loads'][number]) => number, text: (value: number) => string) =>
    scale.map(({ loads }) => text(median(loads.map(value))));
  const fromCsv = visits?.scenarios.find((one) => one.name === 'nation' && one.fromCsv);
  const csvMemory = median((fromCsv?.loads ?? []).map(({ memory }) => memory.wasm));
  const ratios = of(({ answers }) =>
    median(answers.map(({ browser, native }) => browser / native)).toFixed(1),
  );
  return `## Several times the nation

${takenOneByOne(scale)}

Synthetic packages of \`npm run data:synthetic -- --times K\`: every prefecture K times, the copies under provinces of
codes that the real list does not use, each township with numbers of its own; through the same contracts, in Node. A table
too large for one file is written as several, and each is checked whole.

Only a snapshot brings these sizes into a browser: its first part, which holds all that figures are made of, is what is
fetched to begin with. **From the CSVs ten times the nation cannot be opened in a browser:** a table of more than 500 MB is
refused there. Every row would be in memory on the way to its table${
    fromCsv === undefined
      ? ''
      : `, which takes ${megabytes(csvMemory)} of the engine’s memory
at the size of the nation`
  }, and the engine has 4 GB at most.

${table(
  ['', ...sizes],
  [
    ['reports', ...ofMade(({ reports }) => count(reports))],
    ['disclosures', ...ofMade(({ disclosures }) => count(disclosures))],
    ['CSVs, gzipped', ...ofMade(({ csv, csvFiles }) => `${megabytes(csv)} in ${csvFiles}`)],
    ['snapshot, all parts', ...ofMade(({ snapshot }) => megabytes(snapshot))],
    ['package made, s of processor', ...ofMade(({ made }) => whole(made))],
    ['validated and built, s of processor', ...ofMade(({ built }) => whole(built))],
    ['memory of that process at its most', ...ofMade(({ peak }) => `${(peak / 1e9).toFixed(1)} GB`)],
    ['load, ms', ...ofLoads(({ answered }) => answered, whole)],
    ['data sent by then', ...ofLoads(({ data }) => data, megabytes)],
    ['memory of the engine by then', ...ofLoads(({ memory }) => memory.wasm, megabytes)],
    ['memory of the tab by then', ...ofLoads(({ memory }) => memory.process ?? Number.NaN, megabytes)],
    ['memory of the engine after all questions', ...of(({ memory }) => megabytes(memory.wasm))],
    ['memory of the tab after all questions', ...of(({ memory }) => megabytes(memory.process ?? Number.NaN))],
    ['ratio to native, median of the questions', ...ratios],
  ],
)}

“Load” is the reference page, from navigation to an answer: engine, first part of the snapshot, one question. The questions
are those of above, with all parts of the snapshot. Medians in the browser in milliseconds, and the ratio to native DuckDB
with one thread in the same run; both engines gave the same rows. A province and a county are as large as before; among how
much they have to be found is what grows. The tab’s memory is what is resident after a garbage collection, and varies with
what the browser frees by then; that of the engine only grows.

${table(
  ['question', ...sizes, 'growth'],
  names.map((name) => [
    name,
    ...of(({ answers }) => {
      const one = answers.find((answer) => answer.name === name);
      return one === undefined ? '—' : `${ms(one.browser)} (${(one.browser / one.native).toFixed(1)})`;
    }),
    growth.has(name) ? `${(growth.get(name) ?? 0).toFixed(1)}-fold` : '—',
  ]),
)}`;
}

/** Sizes are measured one by one, perhaps on different days. */
function takenOneByOne(scale: readonly ScaleResult[]): string {
  const [first, ...others] = scale.map(({ circumstances }) => circumstances);
  if (first === undefined) return '';
  const place = ({ cores, cpu, memory, system, node }: Circumstances) =>
    `${cores} × ${cpu}, ${Math.round(memory / 2 ** 30)} GiB, ${system}, Node ${node}`;
  const elsewhere = others.some((other) => place(other) !== place(first));
  const busy = scale.some(({ circumstances: { loadBefore, cores } }) => loadBefore > cores / 2);
  const each = scale.map(({ made, circumstances: c }) => {
    const where = elsewhere ? ` on ${place(c)}` : '';
    return `${made.times} ×: ${c.date}${where}, ${c.loadBefore.toFixed(1)} and ${c.loadAfter.toFixed(1)}`;
  });
  return `Measured${elsewhere ? '' : ` on ${place(first)}`},
each size by itself; day, and load average before and at the end:
${each.join('; ')}.${busy ? BUSY : ''}`;
}

/** The whole document. */
export function performanceText(results: AllResults, nationRows: Readonly<Record<string, number>>): string {
  const { visits, slow, returns, questions, interactions, partitions, scale } = results;
  const rows = Object.entries(nationRows)
    .map(([name, value]) => `${count(value)} ${name}`)
    .join(', ');
  const bars = [
    ...(visits ? visitBars(visits.result) : []),
    ...(slow ? slowBars(slow.result) : []),
    ...(returns ? returnBars(returns.result) : []),
    ...(questions ? questionBars(questions.result) : []),
    ...(interactions ? interactionBars(interactions.result) : []),
    ...(scale ? scaleBars(scale.result) : []),
  ];
  const sections = [
    visits && visitsText(visits, rows),
    slow && slowText(slow),
    returns && returnsText(returns),
    questions && questionsText(questions),
    interactions && interactionsText(interactions),
    partitions && partitionsText(partitions),
    scale && scaleText(scale, visits?.result),
  ].filter((section) => section !== undefined);
  return `<!-- Generated by \`npm run bench\` from test/bench/results. Do not edit. -->

# Performance

Absolute times hold for the machine of the day alone; what is held against a bar is a ratio to a reference measured in
the same run, or does not depend on the machine. Two bars are in milliseconds, those of the interactions: the machine’s
pace is told with them. On a slow device a ratio to an empty page, which waits for the network alone, grows with the
slowness of the processor. Medians, where nothing else is said.

${barsTable(bars)}

${sections.join('\n\n')}
`;
}
