import { beforeAll, describe, expect, it } from 'vitest';
import { countyOf, volumePeers, wellKnownTownships } from '#queries/peers.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { csv, openWarehouse } from '../support/warehouse.ts';

/** Applications by township and year; '' is a report that does not say. */
const STATED: Readonly<Record<string, Readonly<Record<number, number | ''>>>> = {
  '130102001': { 2021: 8, 2022: 12 }, // 10 a year
  '130102002': { 2022: 5 }, // half: 5
  '130102003': { 2021: 40, 2022: 0 }, // twice: 20
  '130103001': { 2021: 4, 2022: 5 }, // 4.5: too few
  '130103002': { 2021: 21, 2022: '' }, // 21: too many; the silent year is no 0
  '130103003': { 2022: '' }, // never says
  '140101001': { 2022: 10 }, // another province
  '130103004': { 2022: 0 },
  '130103005': { 2021: 0, 2022: 0 },
};

let warehouse: Warehouse;
beforeAll(async () => {
  const counties = ['130102', '130103', '140101'];
  warehouse = await openWarehouse({
    regions: csv('regions', [
      ...['13', '14'].map((code) => ({ code, name: code, level: 'province' })),
      ...['1301', '1401'].map((code) => ({
        code,
        name: code,
        level: 'prefecture',
        parent_code: code.slice(0, 2),
      })),
      ...counties.map((code) => ({ code, name: code, level: 'county', parent_code: code.slice(0, 4) })),
      ...Object.keys(STATED).map((code) => ({
        code,
        name: code,
        level: 'township',
        parent_code: code.slice(0, 6),
        kind: '镇',
      })),
    ]),
    // Without the file no section 2 would count as read whole.
    disclosures: csv('disclosures', []),
    reports: csv(
      'reports',
      Object.entries(STATED).flatMap(([code, byYear]) =>
        Object.entries(byYear).map(([year, stated]) => ({
          report_id: `${code}-${year}`,
          region_code: code,
          year,
          section2: code === '130103001' ? 'table' : 'not_captured',
          section3: 'not_captured',
          section4: 'not_captured',
          narrative_applications_new: stated,
        })),
      ),
    ),
  });
});

const years = { from: 2021, to: 2022 };
const peers = (region: string, prose = true) => volumePeers(warehouse, { region, years, prose });

describe('townships with about as many applications', () => {
  it('have half to twice as many a year, both ends included, in the same province', async () => {
    expect(await peers('130102001')).toEqual({
      own: 10,
      codes: ['130102001', '130102002', '130102003'],
    });
  });

  it('a year that does not say is left out of the average, not taken for none', async () => {
    expect(await peers('130103002')).toEqual({ own: 21, codes: ['130102003', '130103002'] });
  });

  it('a township without applications has those without applications for peers', async () => {
    expect(await peers('130103004')).toEqual({ own: 0, codes: ['130103004', '130103005'] });
  });

  it('a township that never says has no peers but itself', async () => {
    expect(await peers('130103003')).toEqual({ own: null, codes: ['130103003'] });
    expect(await peers('130102001', false)).toEqual({ own: null, codes: ['130102001'] });
  });

  it('are asked for around a township only', async () => {
    await expect(peers('130102')).rejects.toThrow(RangeError);
  });
});

describe('townships to begin with', () => {
  it('are those with the most whole reports, then those with the most reports', async () => {
    expect(await wellKnownTownships(warehouse, { region: '0', limit: 2 })).toEqual([
      { code: '130103001', reports: 2, whole: 2 },
      { code: '130102001', reports: 2, whole: 0 },
    ]);
    expect(await wellKnownTownships(warehouse, { region: '14', limit: 5 })).toEqual([
      { code: '140101001', reports: 1, whole: 0 },
    ]);
  });
});

describe('the county around a place', () => {
  it('is a township’s own, a county itself, and nothing for larger places', () => {
    expect(['130102001', '130102', '1301', '13', '0'].map(countyOf)).toEqual([
      '130102',
      '130102',
      null,
      null,
      null,
    ]);
  });
});
