import { describe, expect, it } from 'vitest';
import { importsOf, LAYERS, sourceFiles, wrongImports, wrongImportsOfFile } from '../support/layers.ts';

const REPOSITORY = new URL('../..', import.meta.url).pathname;
const FILES = sourceFiles(REPOSITORY);

describe('layers', () => {
  it('a layer imports only layers that stand before it in the list, so no circle is possible', () => {
    const names = Object.keys(LAYERS);
    const wrong = Object.entries(LAYERS).flatMap(([name, { may, types = [] }]) =>
      [...may, ...types]
        .filter((other) => !names.slice(0, names.indexOf(name)).includes(other))
        .map((other) => `${name} may import ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it('there is something to check', () => {
    expect(FILES.length).toBeGreaterThan(50);
    expect(FILES).toContain('src/metrics/compile.ts');
  });

  it('every module stands in a layer', () => {
    expect(FILES.filter((file) => LAYERS[file.split('/')[1] ?? ''] === undefined)).toEqual([]);
  });

  it.each(Object.keys(LAYERS))('%s imports in the right direction', (layer) => {
    const files = FILES.filter((file) => file.startsWith(`src/${layer}/`));
    expect(files.flatMap((file) => wrongImportsOfFile(REPOSITORY, file))).toEqual([]);
  });
});

describe('the checker', () => {
  it('catches an import against the stream, and says which file, which import and why', () => {
    expect(wrongImports('src/model/year.ts', "import { METRICS } from '#metrics/registry.ts';")).toEqual([
      'src/model/year.ts imports #metrics/registry.ts: model may import nothing, not metrics',
    ]);
    expect(wrongImports('src/rules/a1.ts', "import { TABLES } from '#sources/package.ts';")).toEqual([
      'src/rules/a1.ts imports #sources/package.ts: rules may import model, not sources',
    ]);
  });

  it('catches it as a type, a re-export, a dynamic import and a worker', () => {
    const wrong = (text: string) => wrongImports('src/metrics/x.ts', text);
    const texts = [
      "import type { Row } from '#queries/metric-row.ts';",
      "import { type Row } from '#queries/metric-row.ts';",
      "import '#queries/metric-row.ts';",
      "export { row } from '#queries/metric-row.ts';",
      "export type { Row } from '#queries/metric-row.ts';",
      "export * from '#queries/metric-row.ts';",
      "const row = await import('#queries/metric-row.ts');",
      "type Row = import('#queries/metric-row.ts').Row;",
      "new Worker(new URL('../queries/metric-row.ts', import.meta.url));",
    ];
    expect(texts.filter((text) => wrong(text).length !== 1)).toEqual([]);
  });

  it('does not take text or a comment for an import', () => {
    expect(
      wrongImports('src/model/x.ts', '// import { a } from "#app/a.ts"\nexport const b = "#app/a.ts";'),
    ).toEqual([]);
  });

  it('lets types pass where only types may', () => {
    const chart = (text: string) => wrongImports('src/charts/bars/spec.ts', text);
    expect(chart("import type { MetricRow } from '#queries/metric-row.ts';")).toEqual([]);
    expect(chart("import { type MetricRow, metricRow } from '#queries/metric-row.ts';")).toEqual([
      'src/charts/bars/spec.ts imports #queries/metric-row.ts: charts may import only types of queries; write import type',
    ]);
  });

  it('catches a relative path across layers and an alias within one', () => {
    expect(wrongImports('src/metrics/x.ts', "import { a } from '../model/a.ts';")).toEqual([
      'src/metrics/x.ts imports ../model/a.ts: across layers write #model/a.ts',
    ]);
    expect(wrongImports('src/metrics/x.ts', "import { a } from '#metrics/a.ts';")).toEqual([
      'src/metrics/x.ts imports #metrics/a.ts: within a layer write a relative path, not #metrics/',
    ]);
    expect(wrongImports('src/metrics/deep/x.ts', "import { a } from '../a.ts';")).toEqual([]);
  });

  it('catches a page that imports another', () => {
    const page = (text: string) => wrongImports('src/pages/compare/page.tsx', text);
    expect(page("import { a } from './picker.tsx';")).toEqual([]);
    expect(page("import { a } from '#figures/a.tsx';")).toEqual([]);
    expect(page("import { a } from '../region/a.tsx';")).toEqual([
      'src/pages/compare/page.tsx imports ../region/a.tsx: pages never import each other',
    ]);
    expect(page("import { a } from '#app/a.tsx';")).toHaveLength(1);
  });

  it('lets one module load echarts, and all others name its types', () => {
    const run = "import * as echarts from 'echarts/core';";
    expect(wrongImports('src/charts/echart.tsx', run)).toEqual([]);
    expect(wrongImports('src/charts/bars/spec.ts', run)).toEqual([
      'src/charts/bars/spec.ts imports echarts/core: only src/charts/echart.tsx loads echarts; elsewhere write import type',
    ]);
    expect(wrongImports('src/charts/bars/spec.ts', "import type { EChartsOption } from 'echarts';")).toEqual(
      [],
    );
  });

  it('catches a module outside the layers', () => {
    expect(wrongImports('src/helpers/x.ts', '')).toHaveLength(1);
    expect(wrongImports('src/x.ts', '')).toHaveLength(1);
    expect(wrongImports('src/app/x.ts', "import { a } from '#helpers/a.ts';")).toHaveLength(1);
    expect(wrongImports('src/app/x.ts', "import { a } from '../../test/support/a.ts';")).toHaveLength(1);
  });

  it('refuses a text it cannot parse', () => {
    expect(() => importsOf('src/app/x.ts', 'import {')).toThrow('src/app/x.ts cannot be parsed');
  });
});
