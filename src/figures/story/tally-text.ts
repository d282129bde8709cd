/** How the relations of a place's reports came out, in one sentence. Pure. */
import { formatNumber } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import type { CheckTally } from '#queries/check-results.ts';

/**
 * How many relations could be checked, how many hold, and of those how many have a number other than 0: relations of
 * zeros hold and prove little. Never a verdict on those that could not be checked.
 */
export function tallyText(tally: readonly CheckTally[], language: Language): string {
  const sum = (of: (each: CheckTally) => number) => tally.reduce((total, each) => total + of(each), 0);
  const zh = language === 'zh';
  const passed = sum((each) => each.passed);
  const failed = sum((each) => each.failed);
  const nonZero = sum((each) => each.passed_nonzero);
  const say = (count: number) => formatNumber(count, language);
  if (passed + failed === 0) {
    return zh ? '没有可以核对的勾稽关系。' : 'No relation between its numbers can be checked.';
  }
  const broken = tally
    .filter((each) => each.failed > 0)
    .map((each) => (zh ? `${each.rule} ${say(each.failed)} 处` : `${each.rule} ${say(each.failed)}`));
  const fails =
    failed === 0
      ? zh
        ? '没有不成立的'
        : 'none fails'
      : zh
        ? `不成立 ${say(failed)} 处（${broken.join('、')}）`
        : `${say(failed)} ${failed === 1 ? 'fails' : 'fail'} (${broken.join(', ')})`;
  return zh
    ? `勾稽关系：能核对 ${say(passed + failed)} 处，成立 ${say(passed)} 处，其中 ${say(nonZero)} 处含有 0 以外的数，${say(passed - nonZero)} 处全是 0、说明不了什么；${fails}。`
    : `Checks: of ${say(passed + failed)} relations that can be checked ${say(passed)} hold, ${say(nonZero)} of them with a number other than 0 and ${say(passed - nonZero)} of zeros alone, which prove little; ${fails}.`;
}
