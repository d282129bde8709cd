/** Which layer of `src/` may import which, and a checker that names every import that goes the wrong way. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { parseSync, Visitor } from 'vite';

const MODULE = /\.[cm]?[jt]sx?$/;

interface LayerRule {
  /** Layers it may import, itself apart. */
  readonly may: readonly string[];
  /** Layers of which it may import types alone. */
  readonly types?: readonly string[];
}

/** Data flows one way, top down. */
export const LAYERS: Readonly<Record<string, LayerRule>> = {
  model: { may: [] },
  i18n: { may: ['model'] },
  sources: { may: ['model'] },
  report: { may: ['sources', 'model'] },
  rules: { may: ['model'] },
  engine: { may: ['model'] },
  warehouse: { may: ['sources', 'engine', 'rules', 'model'] },
  metrics: { may: ['model', 'i18n'] },
  'view-state': { may: ['metrics', 'model', 'i18n'] },
  queries: { may: ['metrics', 'warehouse', 'rules', 'model'], types: ['engine'] },
  downloads: { may: ['queries', 'metrics', 'model', 'i18n'] },
  charts: { may: ['metrics', 'i18n', 'model'], types: ['queries'] },
  components: { may: ['charts', 'view-state', 'metrics', 'i18n', 'model'], types: ['queries', 'sources'] },
  figures: {
    may: ['components', 'charts', 'downloads', 'queries', 'view-state', 'metrics', 'rules', 'i18n', 'model'],
    types: ['warehouse'],
  },
  pages: {
    may: [
      'figures',
      'components',
      'charts',
      'downloads',
      'queries',
      'view-state',
      'metrics',
      'warehouse',
      'engine',
      'rules',
      'report',
      'sources',
      'i18n',
      'model',
    ],
  },
  app: {
    may: [
      'pages',
      'figures',
      'components',
      'charts',
      'downloads',
      'queries',
      'view-state',
      'metrics',
      'warehouse',
      'engine',
      'rules',
      'report',
      'sources',
      'i18n',
      'model',
    ],
  },
  cli: { may: ['report', 'queries', 'metrics', 'warehouse', 'engine', 'rules', 'sources', 'model'] },
};

/** The one module that loads ECharts; all others may name its types. */
const ECHARTS_HOME = 'src/charts/echart.tsx';

export interface FoundImport {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Every module a text names: imports, re-exports, `import()` of values and types, and `new URL(…, import.meta.url)`. */
export function importsOf(file: string, text: string): readonly FoundImport[] {
  const { module, program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const found: FoundImport[] = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) found.push({ specifier: moduleRequest.value, typeOnly: isType });
    }
  }
  new Visitor({
    ImportExpression({ source }) {
      if (source.type === 'Literal') found.push({ specifier: String(source.value), typeOnly: false });
    },
    TSImportType({ source }) {
      found.push({ specifier: source.value, typeOnly: true });
    },
    NewExpression({ callee, arguments: [path, base] }) {
      const isModuleUrl =
        callee.type === 'Identifier' &&
        callee.name === 'URL' &&
        path?.type === 'Literal' &&
        MODULE.test(String(path.value)) &&
        base?.type === 'MemberExpression' &&
        base.object.type === 'MetaProperty';
      if (isModuleUrl) found.push({ specifier: String(path.value), typeOnly: false });
    },
  }).visit(program);
  return found;
}

/** The layer of a path such as `src/model/year.ts`; undefined outside a layer's folder. */
function layerOf(path: string): string | undefined {
  const parts = path.split('/');
  return parts[0] === 'src' && parts.length > 2 ? parts[1] : undefined;
}

/** The path inside the repository a specifier points to; undefined for packages. */
function pathOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  if (specifier.startsWith('.')) return posix.normalize(posix.join(dirname(file), specifier));
  return undefined;
}

/** What is wrong with the imports of one file; its path is relative to the repository, e.g. `src/model/year.ts`. */
export function wrongImports(file: string, text: string): readonly string[] {
  const layer = layerOf(file);
  const rule = layer === undefined ? undefined : LAYERS[layer];
  if (layer === undefined || rule === undefined) {
    return [`${file} is in no layer: the layers are ${Object.keys(LAYERS).join(', ')}`];
  }
  return importsOf(file, text).flatMap(({ specifier, typeOnly }): string[] => {
    const fault = (why: string) => [`${file} imports ${specifier}: ${why}`];
    const target = pathOf(file, specifier);
    if (target === undefined) return packageFault(file, layer, specifier, typeOnly, fault);
    if (!target.startsWith('src/')) {
      // Data the build reads, a script of the tests: nothing of it is part of a layer.
      return fault('it leaves src/');
    }
    const to = layerOf(target);
    if (to === undefined || LAYERS[to] === undefined) return fault(`${target} is in no layer`);
    if (to === layer) {
      if (specifier.startsWith('#')) return fault(`within a layer write a relative path, not #${layer}/`);
      return pagesFault(file, target, fault);
    }
    if (specifier.startsWith('.')) return fault(`across layers write #${target.slice('src/'.length)}`);
    if (rule.may.includes(to)) return [];
    const allowed = rule.may.length === 0 ? 'nothing' : rule.may.join(', ');
    if (rule.types?.includes(to)) {
      return typeOnly ? [] : fault(`${layer} may import only types of ${to}; write import type`);
    }
    const types = rule.types === undefined ? '' : `, and types of ${rule.types.join(', ')}`;
    return fault(`${layer} may import ${allowed}${types}, not ${to}`);
  });
}

function packageFault(
  file: string,
  layer: string,
  specifier: string,
  typeOnly: boolean,
  fault: (why: string) => string[],
): string[] {
  if (layer === 'model') return fault('model imports nothing');
  const isEcharts = specifier === 'echarts' || specifier.startsWith('echarts/');
  if (isEcharts && !typeOnly && file !== ECHARTS_HOME) {
    return fault(`only ${ECHARTS_HOME} loads echarts; elsewhere write import type`);
  }
  return [];
}

/** `pages/compare/…` may not import `pages/region/…`. */
function pagesFault(file: string, target: string, fault: (why: string) => string[]): string[] {
  const [from, to] = [file, target].map((path) => path.split('/'));
  const isPage = from?.[1] === 'pages' && (from.length > 3 || (to?.length ?? 0) > 3);
  return isPage && from?.[2] !== to?.[2] ? fault('pages never import each other') : [];
}

/** Every module of `src/`, relative to the repository. */
export function sourceFiles(repository: string): readonly string[] {
  return readdirSync(join(repository, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && MODULE.test(entry.name))
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}

/** As `wrongImports`, of a file on disk. */
export function wrongImportsOfFile(repository: string, file: string): readonly string[] {
  return wrongImports(file, readFileSync(join(repository, file), 'utf8'));
}
