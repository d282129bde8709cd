/** Every rule, in the order of the rule book. */
import { A_RULES } from './a-rules.ts';
import type { Rule, RuleId } from './rule.ts';

export const RULES: readonly Rule[] = A_RULES;

/**
 * The rules behind 勾稽通过率: the relations of severity E. Without A5, whose 200 checks of single cells would
 * swamp the rate.
 */
export const RELATION_RULES: readonly RuleId[] = ['A1', 'A2', 'A3', 'A4', 'A6', 'A8', 'A9'];
