/** A figure as a reference: after GB/T 7714 in Chinese (data set, online), in plain author–title form in English. */
import { formatDate, pick } from '#i18n/format.ts';
import { translator } from '#i18n/translate.ts';
import type { FigureFile } from './figure-file.ts';
import { WORDS } from './words.ts';

/** Site, title, data version, filters, address. The day of access only where the file has one. */
export function citation(file: FigureFile): string {
  const { language, title, origin, filters, link, accessed } = file;
  const site = translator(language)('app.name');
  const name = pick(origin.title, language);
  const [colon, stop] = language === 'zh' ? ['：', '；'] : [': ', '; '];
  const narrowed = filters.map(({ label, text }) => `${label}${colon}${text}`).join(stop);
  if (language === 'zh') {
    const data = origin.version === null ? name : `${name}，版本 ${origin.version}`;
    return [
      `${site}. ${title}[DS/OL]. 数据：${data}.`,
      origin.synthetic ? ` ${pick(WORDS.syntheticShort, language)}，不得引用.` : '',
      narrowed === '' ? '' : ` 筛选：${narrowed}.`,
      accessed === undefined ? '' : ` [${accessed}].`,
      ` ${link}`,
    ].join('');
  }
  const data = origin.version === null ? name : `${name}, version ${origin.version}`;
  return [
    `${site}. “${title}” [data set]. Data: ${data}.`,
    origin.synthetic ? ` ${pick(WORDS.syntheticShort, language)}: not to be cited.` : '',
    narrowed === '' ? '' : ` Filters: ${narrowed}.`,
    ` ${link}`,
    accessed === undefined ? '' : ` (accessed ${formatDate(accessed, language)})`,
  ].join('');
}
