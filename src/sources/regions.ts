import type { Bilingual } from '#model/bilingual.ts';
import {
  levelOfCode,
  NATION_CODE,
  parentOfCode,
  REGION_LEVELS,
  type RegionLevel,
  TOWNSHIP_KINDS,
} from '#model/region.ts';
import { defineTable } from './contract.ts';

/** 2, 4, 6 or 9 digits, the first not 0. */
export const REGION_CODE_PATTERN = '[1-9]\\d(\\d{2}|\\d{4}|\\d{7})?';

const LEVEL_NAMES: Readonly<Record<RegionLevel, Bilingual>> = {
  province: { zh: '省级', en: 'Province' },
  prefecture: { zh: '地级', en: 'Prefecture' },
  county: { zh: '县级', en: 'County' },
  township: { zh: '乡级', en: 'Township' },
};

/** The region list: National Bureau of Statistics, 2023. A parent may stand below its children in the file. */
export const regions = defineTable({
  name: 'regions',
  title: { zh: '行政区划', en: 'Regions' },
  description: {
    zh: '省、地、县、乡四级行政区划，每个区划一行。',
    en: 'Provinces, prefectures, counties and townships, one row each.',
  },
  columns: [
    {
      name: 'code',
      type: 'string',
      title: { zh: '区划代码', en: 'Region code' },
      description: {
        zh: '国家统计局2023年统计用区划代码：省2位、地4位、县6位、乡9位。',
        en: 'Code of the National Bureau of Statistics, 2023: 2 digits for a province, 4 prefecture, 6 county, 9 township.',
      },
      constraints: { required: true, pattern: REGION_CODE_PATTERN },
      expected: { zh: '2、4、6 或 9 位数字的区划代码', en: 'a region code of 2, 4, 6 or 9 digits' },
    },
    {
      name: 'name',
      type: 'string',
      title: { zh: '名称', en: 'Name' },
      description: { zh: '区划全称。', en: 'Full Chinese name.' },
      constraints: { required: true, maxLength: 200 },
    },
    {
      name: 'level',
      type: 'string',
      title: { zh: '层级', en: 'Level' },
      description: {
        zh: '省级、地级、县级或乡级，与代码位数一致。',
        en: 'Level of the division; follows from the length of the code.',
      },
      constraints: { required: true, enum: REGION_LEVELS },
      categories: LEVEL_NAMES,
    },
    {
      name: 'parent_code',
      type: 'string',
      title: { zh: '上级区划代码', en: 'Parent code' },
      description: {
        zh: '上一级区划的代码，即本代码的前几位；省级为空。',
        en: 'Code of the region one level up, the leading digits of the code; empty for provinces.',
      },
      constraints: { pattern: '[1-9]\\d(\\d{2}|\\d{4})?' },
      expected: { zh: '2、4 或 6 位数字的上级区划代码', en: "a parent's code of 2, 4 or 6 digits" },
    },
    {
      name: 'kind',
      type: 'string',
      title: { zh: '乡级类型', en: 'Kind of township' },
      description: {
        zh: '镇、乡、街道等；仅乡级填写。',
        en: 'Town, township, subdistrict and so on; townships only.',
      },
      constraints: { enum: TOWNSHIP_KINDS },
    },
  ],
  primaryKey: ['code'],
  foreignKeys: [{ field: 'parent_code', reference: { table: 'regions', field: 'code' } }],
  rowChecks: [
    {
      fields: ['level', 'code'],
      column: 'level',
      code: 'value-not-allowed',
      holds: (level = '', code = '') => levelOfCode(code) === level,
      expected: (_level = '', code = '') => ({
        zh: `${code.length} 位代码对应的 ${levelOfCode(code)}`,
        en: `${levelOfCode(code)}, the level of a code of ${code.length} digits`,
      }),
    },
    {
      fields: ['parent_code', 'code'],
      column: 'parent_code',
      code: 'value-pattern',
      holds: (parent = '', code = '') => parent === parentCodeOf(code),
      expected: (_parent = '', code = '') => {
        const parent = parentCodeOf(code);
        return parent === ''
          ? { zh: '空（省级没有上级区划）', en: 'an empty cell: a province has no parent here' }
          : { zh: `代码的前 ${parent.length} 位 ${parent}`, en: `${parent}, the leading digits of the code` };
      },
    },
    {
      fields: ['kind', 'level'],
      column: 'kind',
      code: 'value-not-allowed',
      holds: (kind = '', level = '') => kind === '' || level === 'township',
      expected: () => ({ zh: '空（仅乡级填写类型）', en: 'an empty cell: only townships have a kind' }),
    },
    {
      fields: ['kind', 'level'],
      column: 'kind',
      code: 'value-missing',
      holds: (kind = '', level = '') => kind !== '' || level !== 'township',
      expected: () => ({
        zh: `乡级的类型，为以下之一：${TOWNSHIP_KINDS.join('、')}`,
        en: `the kind of the township, one of ${TOWNSHIP_KINDS.join(', ')}`,
      }),
    },
  ],
});

function parentCodeOf(code: string): string {
  const parent = parentOfCode(code);
  return parent === undefined || parent === NATION_CODE ? '' : parent;
}
