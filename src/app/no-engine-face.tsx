import { Button } from 'react-aria-components';
import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import faces from '#components/faces.module.css';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual } from '#model/bilingual.ts';
import type { EngineObstacle } from './engine-obstacle.ts';
import styles from './no-engine-face.module.css';
import type { OpenState } from './opened-package.tsx';

const TITLES = {
  'no-wasm': {
    zh: '这个浏览器不能运行本站的数据引擎',
    en: 'This browser cannot run the data engine of this site',
  },
  memory: {
    zh: '内存不够，数据引擎停下了',
    en: 'There was not enough memory for the data engine',
  },
} as const satisfies Record<EngineObstacle, Bilingual>;

const REASONS = {
  'no-wasm': {
    zh: '本站的图表在浏览器里现算，要用到 WebAssembly。它在这里不可用：浏览器太旧，或者被设置、管理策略关闭了。',
    en: 'The charts are computed in the browser, which takes WebAssembly. It is not available here: the browser is too old, or a setting or policy has switched it off.',
  },
  memory: {
    zh: '本站的图表在浏览器里现算，样本大约要用 200 MB 内存，全国规模的数据要用 600 MB。',
    en: 'The charts are computed in the browser. That takes about 200 MB of memory for the sample, 600 MB for data of the size of the nation.',
  },
} as const satisfies Record<EngineObstacle, Bilingual>;

const REMEDIES = {
  'no-wasm': {
    zh: '请换用新版 Chrome、Edge、Firefox 或 Safari 打开，最好在电脑上。',
    en: 'Please open the site in a current Chrome, Edge, Firefox or Safari, best on a computer.',
  },
  memory: {
    zh: '请关掉别的标签页再试，或者在电脑上打开。',
    en: 'Please close other tabs and try again, or open the site on a computer.',
  },
} as const satisfies Record<EngineObstacle, Bilingual>;

const WHAT_WORKS = {
  below: {
    zh: '下面是事先算好的全国数字和图表，仍可查看。换地区、年份或指标，以及其他页面，都要现算，在这里看不了。',
    en: 'The national figures and charts below were computed beforehand and remain. Other places, years, metrics and pages have to be computed and cannot be shown here.',
  },
  elsewhere: {
    zh: '这一页要现算，在这里看不了。首页的全国数字和图表是事先算好的，仍可查看：',
    en: 'This page has to be computed and cannot be shown here. The national figures and charts of the overview were computed beforehand and remain: ',
  },
} as const satisfies Record<string, Bilingual>;

export interface NoEngineFaceProps {
  readonly error: Error;
  readonly obstacle: EngineObstacle;
  readonly state: OpenState;
  /** Whether figures computed beforehand stand below. */
  readonly figuresBelow: boolean;
}

/** The engine cannot run on this device: what does not work, what still does, what to do. */
export function NoEngineFace({ error, obstacle, state, figuresBelow }: NoEngineFaceProps) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  return (
    <div className={classNames(faces.face, faces.error, styles.face)} role="alert">
      <p className={faces.title}>{pick(TITLES[obstacle], language)}</p>
      <div className={faces.text}>
        <p>{pick(REASONS[obstacle], language)}</p>
        <p>
          {figuresBelow ? (
            pick(WHAT_WORKS.below, language)
          ) : (
            <>
              {pick(WHAT_WORKS.elsewhere, language)}
              <a href={zh ? '#/' : '#/?lang=en'}>{zh ? '看总览' : 'overview'}</a>
            </>
          )}
        </p>
        <p>
          {pick(REMEDIES[obstacle], language)}
          {zh ? '' : ' '}
          <DataFiles state={state} />
        </p>
        <details className={faces.details}>
          <summary>{zh ? '详情' : 'Details'}</summary>
          <pre>{error.message}</pre>
        </details>
      </div>
      <div className={faces.actions}>
        <Button className={classNames(controls.button)} onPress={state.retry}>
          {zh ? '再试一次' : 'Try again'}
        </Button>
      </div>
    </div>
  );
}

/** The package's tables, to be opened in a spreadsheet. */
function DataFiles({ state: { path = 'data', foretold } }: { readonly state: OpenState }) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const files = foretold?.figures.origin.files.map((file) => file.path) ?? ['datapackage.json'];
  return (
    <>
      {zh
        ? '数据是普通的 CSV 表格，可以直接下载：'
        : 'The data are plain CSV tables, to be downloaded here: '}
      {files.map((file, index) => (
        <span key={file}>
          {index === 0 ? '' : zh ? '、' : ', '}
          <a href={`./${path}/${file}`} download>
            {file}
          </a>
        </span>
      ))}
      {zh ? '。' : '.'}
    </>
  );
}
