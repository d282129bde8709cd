/** What a reader can take away from a figure: its numbers, its picture, a link, a reference, a frame for another page. */
import { useId, useRef, useState } from 'react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components';
import { textWidth, wrapText } from '#charts/text-width.ts';
import { type ChartContext, LIGHT_THEME } from '#charts/theme.ts';
import { ChoicePopover } from '#components/choice-popover.tsx';
import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import { ChevronDownIcon } from '#components/icons.tsx';
import { TitledDialog } from '#components/titled-dialog.tsx';
import type { FigureFile } from '#downloads/figure-file.ts';
import type { Drawing, Picture } from '#downloads/picture.ts';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual } from '#model/bilingual.ts';
import type { Drawables } from './drawings.tsx';
import styles from './figure-actions.module.css';

const WORDS = {
  open: { zh: '下载/引用', en: 'Download/Cite' },
  ofFigure: { zh: '下载/引用：{title}', en: 'Download/Cite: {title}' },
  download: { zh: '下载', en: 'Download' },
  csv: { zh: 'CSV 表格', en: 'CSV table' },
  xlsx: { zh: 'Excel 工作簿（XLSX）', en: 'Excel workbook (XLSX)' },
  png: { zh: '图片（PNG）', en: 'Picture (PNG)' },
  svg: { zh: '矢量图（SVG）', en: 'Vector picture (SVG)' },
  share: { zh: '引用和分享', en: 'Cite and share' },
  link: { zh: '复制链接', en: 'Copy link' },
  cite: { zh: '复制引用格式', en: 'Copy citation' },
  embed: { zh: '嵌入网页…', en: 'Embed in a page…' },
  working: { zh: '正在生成…', en: 'Preparing…' },
  saved: { zh: '已下载 {name}', en: 'Downloaded {name}' },
  linkCopied: { zh: '链接已复制', en: 'Link copied' },
  citationCopied: { zh: '引用格式已复制', en: 'Citation copied' },
  failed: { zh: '没有做成：{reason}', en: 'This did not work: {reason}' },
  embedTitle: { zh: '嵌入这幅图', en: 'Embed this figure' },
  embedText: {
    zh: '把下面的代码放进网页。嵌入的图带着来源和返回本站的链接，数据更新时随之更新。',
    en: 'Put this code into a page. The figure carries its source and a link back, and follows the data when they change.',
  },
  copyTitle: { zh: '请手动复制', en: 'Copy by hand' },
  copyText: {
    zh: '浏览器不让本页写剪贴板（常见于没有 https 的内网）。请选中下面的文字复制。',
    en: 'The browser does not let this page write to the clipboard (often so without https). Select and copy the text.',
  },
  code: { zh: '代码', en: 'Code' },
  text: { zh: '文字', en: 'Text' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
} as const satisfies Record<string, Bilingual>;

export interface FigureActionsProps {
  readonly title: string;
  /** Made when it is asked for: the rows in the order shown then. */
  readonly file: () => FigureFile;
  /** The charts as they can be drawn again; none for a figure that is a table. */
  readonly drawables?: Drawables;
  /** Address of the figure alone, for frames in other pages. */
  readonly embedAddress?: string | undefined;
}

type Format = 'csv' | 'xlsx' | 'png' | 'svg';
type ActionId = Format | 'link' | 'cite' | 'embed';

interface CopyText {
  readonly kind: 'embed' | 'by-hand';
  readonly text: string;
}

/** A small menu at the foot of a figure. All that makes files is loaded with the first file. */
export function FigureActions({ title, file, drawables, embedAddress }: FigureActionsProps) {
  const { language } = useLanguage();
  const [status, setStatus] = useState('');
  const [toCopy, setToCopy] = useState<CopyText | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [drawn, setDrawn] = useState(false);
  const say = (words: Bilingual, value = '') =>
    setStatus(pick(words, language).replace(/\{\w+\}/, () => value));

  const run = (work: () => Promise<void>) => {
    say(WORDS.working);
    work().catch((error: unknown) =>
      say(WORDS.failed, error instanceof Error ? error.message : String(error)),
    );
  };
  const download = (format: Format) =>
    run(async () => {
      const { saveFile } = await import('#downloads/save.ts');
      const { fileName } = await import('#downloads/file-name.ts');
      const shown = file();
      const name = fileName(shown.nameParts, format);
      saveFile(await WRITERS[format](shown, drawables ?? new Set()), name);
      say(WORDS.saved, name);
    });
  const copy = (text: () => Promise<string>, done: Bilingual) =>
    run(async () => {
      const copied = await text();
      if (await writeClipboard(copied)) say(done);
      else {
        setStatus('');
        setToCopy({ kind: 'by-hand', text: copied });
      }
    });
  const actions: Readonly<Record<ActionId, () => void>> = {
    csv: () => download('csv'),
    xlsx: () => download('xlsx'),
    png: () => download('png'),
    svg: () => download('svg'),
    link: () => copy(async () => file().link, WORDS.linkCopied),
    cite: () =>
      copy(async () => {
        const { citation } = await import('#downloads/citation.ts');
        return citation({ ...file(), accessed: today() });
      }, WORDS.citationCopied),
    embed: () =>
      run(async () => {
        const { embedCode } = await import('#downloads/embed-code.ts');
        const height = button.current?.closest('figure')?.getBoundingClientRect().height ?? 480;
        setStatus('');
        setToCopy({
          kind: 'embed',
          text: embedCode({ address: embedAddress ?? '', title, height: height + 64 }),
        });
      }),
  };

  const item = (id: ActionId) => (
    <MenuItem id={id} className={classNames(styles.item)}>
      {pick(WORDS[id], language)}
    </MenuItem>
  );
  return (
    <>
      <output className={styles.status}>{status}</output>
      <MenuTrigger
        onOpenChange={(open) => {
          if (open) setDrawn((drawables?.size ?? 0) > 0);
        }}
      >
        <Button
          ref={button}
          className={classNames(styles.open)}
          aria-label={pick(WORDS.ofFigure, language).replace('{title}', () => title)}
        >
          {pick(WORDS.open, language)}
          <ChevronDownIcon />
        </Button>
        <ChoicePopover className={classNames(controls.popover)} placement="bottom end">
          <Menu
            className={classNames(controls.list, styles.menu)}
            onAction={(key) => actions[key as ActionId]()}
          >
            <MenuSection>
              <Header className={controls.groupName}>{pick(WORDS.download, language)}</Header>
              {item('csv')}
              {item('xlsx')}
              {drawn ? item('png') : null}
              {drawn ? item('svg') : null}
            </MenuSection>
            <MenuSection>
              <Header className={controls.groupName}>{pick(WORDS.share, language)}</Header>
              {item('link')}
              {item('cite')}
              {embedAddress === undefined ? null : item('embed')}
            </MenuSection>
          </Menu>
        </ChoicePopover>
      </MenuTrigger>
      <CopyDialog toCopy={toCopy} onClose={() => setToCopy(null)} />
    </>
  );
}

function CopyDialog({ toCopy, onClose }: { readonly toCopy: CopyText | null; readonly onClose: () => void }) {
  const { language } = useLanguage();
  const area = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const label = useId();
  if (toCopy === null) return null;
  const embed = toCopy.kind === 'embed';
  const copy = async () => {
    area.current?.select();
    setCopied((await writeClipboard(toCopy.text)) || copySelection());
  };
  return (
    <TitledDialog
      title={pick(embed ? WORDS.embedTitle : WORDS.copyTitle, language)}
      narrow
      onClose={() => {
        setCopied(false);
        onClose();
      }}
    >
      <p className={styles.intro}>{pick(embed ? WORDS.embedText : WORDS.copyText, language)}</p>
      <label id={label} className={styles.label}>
        <span>{pick(embed ? WORDS.code : WORDS.text, language)}</span>
        <textarea
          ref={area}
          className={styles.area}
          readOnly
          rows={6}
          spellCheck={false}
          value={toCopy.text}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <div className={styles.copy}>
        <Button className={classNames(controls.button, controls.primary)} onPress={() => void copy()}>
          {pick(WORDS.copy, language)}
        </Button>
        <output>{copied ? pick(WORDS.copied, language) : ''}</output>
      </div>
    </TitledDialog>
  );
}

/** Whether the text is on the clipboard now; without a secure context there is none to write to. */
async function writeClipboard(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) return false;
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** The old way, which browsers still allow on plain http after a press. */
function copySelection(): boolean {
  // oxlint-disable-next-line typescript/no-deprecated
  return document.execCommand('copy');
}

const WRITERS: Readonly<Record<Format, (file: FigureFile, drawables: Drawables) => Promise<Blob>>> = {
  csv: async (file) => {
    const { writeCsv } = await import('#downloads/csv.ts');
    return new Blob([writeCsv(file)], { type: 'text/csv;charset=utf-8' });
  },
  xlsx: async (file) => {
    const { writeXlsx } = await import('#downloads/xlsx.ts');
    return writeXlsx(file);
  },
  png: async (file, drawables) => {
    const { writePng } = await import('#downloads/png.ts');
    return writePng(await pictureOf(file, drawables));
  },
  svg: async (file, drawables) => {
    const { svg } = await pictureOf(file, drawables);
    return new Blob([svg], { type: 'image/svg+xml' });
  },
};

/** Always on light paper: pictures go into documents and are printed. */
const { paper, ink, ink2, ink3, line, font: plainFont } = LIGHT_THEME;
const WARN = '#8a4b08';

async function pictureOf(file: FigureFile, drawables: Drawables): Promise<Picture> {
  const [{ DRAWING_WIDTH, framePicture }, { registerRegionMap, renderToSvg }] = await Promise.all([
    import('#downloads/picture.ts'),
    import('#charts/echart.tsx'),
  ]);
  const font = pageFont();
  const context: ChartContext = {
    theme: { ...LIGHT_THEME, font },
    lang: file.language,
    width: DRAWING_WIDTH,
  };
  const drawings = [...drawables].map(({ spec, height, name, text, map }): Drawing => {
    if (map) registerRegionMap(map.region, map.outlines);
    const size = height(context);
    return {
      svg: renderToSvg(spec(context), DRAWING_WIDTH, size),
      width: DRAWING_WIDTH,
      height: size,
      name,
      text,
    };
  });
  return framePicture(drawings, file, { paper, ink, ink2, ink3, line, warn: WARN, font, wrap: wrapAnywhere });
}

/** The page's font; in single quotes, because ECharts puts it into an attribute as it is. */
function pageFont(): string {
  const own = getComputedStyle(document.documentElement).getPropertyValue('--font-sans').trim();
  return (own || plainFont).replaceAll('"', "'");
}

/** Lines of words; an address, which has none, is broken where it must be. */
function wrapAnywhere(text: string, size: number, room: number): readonly string[] {
  return wrapText(text, size, room).flatMap((whole) => {
    const lines: string[] = [];
    let current = '';
    for (const character of whole) {
      if (current !== '' && textWidth(current + character, size) > room) {
        lines.push(current);
        current = '';
      }
      current += character;
    }
    return [...lines, current];
  });
}

/** The reader's day as an ISO date. */
function today(): string {
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}
