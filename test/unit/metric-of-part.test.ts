import { describe, expect, it } from 'vitest';
import {
  metricOfCell,
  metricOfChannel,
  metricOfMeasure,
  metricOfNarrative,
  metricOfOutcome,
  metricOfWhole,
} from '#figures/story/metric-of-part.ts';
import { METRIC_IDS } from '#metrics/registry.ts';
import { APPLICATION_OUTCOME_IDS } from '#model/forms.ts';
import { NARRATIVES } from '#model/report.ts';
import { sourceCells } from '#queries/source-cells.ts';

describe('the metric that tells of a part', () => {
  it('is the one that counts it, else the share it makes up, else the sum it is a part of', () => {
    expect(metricOfMeasure('permits')).toBe('permits');
    expect(metricOfMeasure('refused')).toBe('refusal_rate');
    expect(metricOfMeasure('applications_carried_in')).toBe('applications_accepted');
    expect(metricOfMeasure('new_company')).toBe('company_share');
    expect(metricOfMeasure('reconsiderations_corrected')).toBe('reconsideration_correction_rate');
    expect(metricOfMeasure('reconsiderations_upheld')).toBeUndefined();
  });

  it('is there for every row of section 3, and is made of that row', () => {
    const found = APPLICATION_OUTCOME_IDS.map((outcome) => ({ outcome, metric: metricOfOutcome(outcome) }));
    expect(found.filter(({ metric }) => metric === undefined)).toEqual([]);
    const foreign = found.filter(({ outcome, metric }) =>
      (['2019', '2021'] as const).every(
        (form) => metric !== undefined && !sourceCells(metric, form).includes(`s3.${outcome}.total`),
      ),
    );
    expect(foreign).toEqual([]);
    expect(metricOfOutcome('new')).toBe('applications_new');
    expect(metricOfOutcome('refused_state_secret')).toBe('refusal_rate');
    expect(metricOfOutcome('declined_petition_complaint')).toBe('petition_count');
    expect(metricOfOutcome('total_handled')).toBe('applications_handled');
  });

  it('is there for cells a metric is read from, and for no other', () => {
    expect(metricOfCell('s2.permit.decisions')).toBe('permits');
    expect(metricOfCell('s4.direct_suit.pending')).toBe('lawsuits_pending');
    expect(metricOfCell('s3.granted.company')).toBeUndefined();
    const read = new Set(
      METRIC_IDS.flatMap((id) => [...sourceCells(id, '2021'), ...sourceCells(id, '2019')]),
    );
    expect([...read].filter((cell) => metricOfCell(cell) === undefined)).toEqual([]);
  });

  it('of numbers stated in prose is that of the same count', () => {
    expect(NARRATIVES.map((narrative) => [narrative, metricOfNarrative(narrative)])).toEqual([
      ['narrative_items_disclosed', undefined],
      ['narrative_applications_new', 'applications_new'],
      ['narrative_reconsiderations', 'reconsiderations'],
      ['narrative_lawsuits', 'lawsuits'],
      ['narrative_permits', 'permits'],
      ['narrative_penalties', 'penalties'],
      ['narrative_coercions', 'coercions'],
      ['narrative_applications_handled', 'applications_handled'],
      ['narrative_processing_fee_yuan', undefined],
    ]);
  });

  it('of a whole is what its parts add up to', () => {
    expect(metricOfWhole('granted')).toBe('applications_handled');
    expect(metricOfWhole('new_ngo')).toBe('applications_new');
    expect(metricOfWhole('lawsuits_other')).toBe('lawsuits');
    expect(metricOfWhole('reconsiderations_upheld')).toBe('reconsiderations');
    expect(metricOfChannel('suit_after_reconsideration')).toBe('lawsuits');
  });
});
