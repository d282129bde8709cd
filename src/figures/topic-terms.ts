/** The statutory words that titles and sentences of sections are made of. */
import {
  channelTerm,
  itemTerm,
  metricTerm,
  type NamedTerm,
  resultTerm,
  siteTerm,
} from '#components/terms.ts';
import type { Bilingual } from '#model/bilingual.ts';
import { termOfGroup } from '#model/glossary-terms.ts';

/** The same entry under a shorter word. */
const as = ({ ref }: NamedTerm, zh: string, en: string): NamedTerm => ({ ref, word: { zh, en } });
const group = (id: 'refused' | 'declined' | 'other', word: Bilingual): NamedTerm => ({
  ref: { term: termOfGroup(id) },
  word,
});

export const TOPIC_TERMS: readonly NamedTerm[] = [
  itemTerm('permit'),
  as(itemTerm('permit'), '许可', 'permits'),
  itemTerm('penalty'),
  as(itemTerm('penalty'), '处罚', 'penalties'),
  itemTerm('coercion'),
  as(itemTerm('coercion'), '强制', 'coercive measures'),
  as(itemTerm('fee'), '费用', 'fees'),
  siteTerm('on-application', { zh: '申请', en: 'applications' }),
  as(channelTerm('reconsideration'), '行政复议', 'reconsiderations'),
  as(channelTerm('reconsideration'), '复议', 'reconsideration'),
  siteTerm('litigation', { zh: '行政诉讼', en: 'lawsuits' }),
  siteTerm('litigation', { zh: '诉讼', en: 'lawsuit' }),
  as(resultTerm('upheld'), '维持', 'upheld'),
  as(resultTerm('corrected'), '纠正', 'corrected'),
  as(resultTerm('pending'), '尚未审结', 'pending'),
  group('refused', { zh: '不予公开', en: 'refusal' }),
  group('declined', { zh: '不予处理', en: 'declined' }),
  group('other', { zh: '其他处理', en: 'otherwise handled' }),
  as(metricTerm('disclosure_rate'), '公开率', 'disclosure rate'),
];
