/** The wholes that the form prints in parts, each a figure several pages show. */
import { CompositionFigure, type CompositionFigureProps } from './composition-figure.tsx';
import { APPLICANT_PARTS, LAWSUIT_PARTS, OUTCOME_PARTS, RECONSIDERATION_PARTS } from './outcome-parts.ts';

type DrawnAs = Pick<CompositionFigureProps, 'shares'>;

export function OutcomesFigure(drawn: DrawnAs) {
  return (
    <CompositionFigure
      id="outcomes"
      name={{ zh: '的申请怎样办结', en: 'How applications ended' }}
      noun={{ zh: '申请', en: 'Applications' }}
      parts={OUTCOME_PARTS}
      {...drawn}
    />
  );
}

export function ApplicantsFigure(drawn: DrawnAs) {
  return (
    <CompositionFigure
      id="applicants"
      name={{ zh: '的新收申请由谁提出', en: 'Who made the new applications' }}
      noun={{ zh: '申请', en: 'Applications' }}
      parts={APPLICANT_PARTS}
      {...drawn}
    />
  );
}

export function ReconsiderationResultsFigure() {
  return (
    <CompositionFigure
      id="reconsideration-results"
      name={{ zh: '的行政复议结果', en: 'Results of reconsiderations' }}
      noun={{ zh: '复议', en: 'Reconsiderations' }}
      parts={RECONSIDERATION_PARTS}
    />
  );
}

export function LawsuitResultsFigure() {
  return (
    <CompositionFigure
      id="lawsuit-results"
      name={{ zh: '的行政诉讼结果', en: 'Results of lawsuits' }}
      noun={{ zh: '诉讼', en: 'Lawsuits' }}
      parts={LAWSUIT_PARTS}
    />
  );
}
