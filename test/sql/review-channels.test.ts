import { beforeAll, describe, expect, it } from 'vitest';
import { composition } from '#queries/composition.ts';
import { reviewChannels } from '#queries/review-channels.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { openPackage } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;

let warehouse: Warehouse;
beforeAll(async () => {
  ({ warehouse } = await openPackage(MINI));
});

const at = (region: string, from: number, to = from) =>
  reviewChannels(warehouse, { region, years: { from, to } });

describe('section 4 by channel', () => {
  it('adds each channel over the reports that state it, and takes a row left out of a whole section for zeros', async () => {
    // 2020: 乙镇 1, 1, 0, 1. 2021: 甲街道 2, 1, 0, 1 and direct 1, 1, 0, 0; its suits after reconsideration are left out
    // of a whole section. 2023: 乙镇's section is partial: direct 0, 1, 0, 1 and no other channel.
    expect(await at('0', 2020, 2023)).toEqual([
      {
        channel: 'reconsideration',
        upheld: 3,
        corrected: 2,
        other: 0,
        pending: 2,
        stated: 2,
        expected: 12,
        filed: 8,
      },
      {
        channel: 'direct_suit',
        upheld: 1,
        corrected: 2,
        other: 0,
        pending: 1,
        stated: 2,
        expected: 12,
        filed: 8,
      },
      {
        channel: 'suit_after_reconsideration',
        upheld: 0,
        corrected: 0,
        other: 0,
        pending: 0,
        stated: 1,
        expected: 12,
        filed: 8,
      },
    ]);
  });

  it('a row left out of a section read in part is missing, not zero', async () => {
    const [, direct, after] = await at('130102001', 2023);
    expect(direct).toMatchObject({ upheld: 0, corrected: 1, pending: 1, stated: 1 });
    expect(after).toMatchObject({ upheld: null, corrected: null, pending: null, stated: 0, filed: 1 });
  });

  it('a county’s own report is not added to those of its townships', async () => {
    // 130102-2021 states 45 reconsiderations of its own.
    const [reconsideration] = await at('130102', 2021);
    expect(reconsideration).toMatchObject({ upheld: null, stated: 0, expected: 2, filed: 1 });
  });

  it('a region without townships has no figures at all', async () => {
    expect(await at('99', 2021)).toHaveLength(3);
    expect((await at('99', 2021))[0]).toMatchObject({ upheld: null, stated: 0, expected: 0 });
  });

  it('reconsiderations are the same as the composition made of measures', async () => {
    const [row] = await composition(warehouse, {
      parts: [
        'reconsiderations_upheld',
        'reconsiderations_corrected',
        'reconsiderations_other',
        'reconsiderations_pending',
      ],
      region: '0',
      by: 'region',
      years: { from: 2020, to: 2023 },
      split: 'pooled',
    });
    const [channel] = await at('0', 2020, 2023);
    expect(row?.parts).toEqual([channel?.upheld, channel?.corrected, channel?.other, channel?.pending]);
    expect(row?.stated).toBe(channel?.stated);
  });
});
