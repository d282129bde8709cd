/** Which data is on show: said on every page, switched, asked for in the address, and mended where it is faulty. */
import { describe, expect, inject, it } from 'vitest';
import { FAULTY_PACKAGE, SYNTHETIC_PACKAGE, syntheticPath } from './packages.ts';
import {
  eachPage,
  figure,
  goTo,
  heading,
  keyFigureLines,
  settled,
  useFreshTab,
  viewParameters,
  visit,
} from './site.ts';

const tab = useFreshTab();

const banner = () => tab.page.getByRole('note').first();

describe('the label of made-up data', () => {
  it('is on every page while a synthetic package is loaded, and gone with the sample', async () => {
    const { page } = tab;
    await visit(page, `#/?package=${SYNTHETIC_PACKAGE}&years=2023`);
    expect(await banner().innerText()).toContain('合成数据');
    const township = syntheticPath(inject('siteFolder')).at(-1);
    await goTo(
      page,
      `#/region/${township?.code}?package=${SYNTHETIC_PACKAGE}&years=2023`,
      `${township?.name}，2023 年`,
    );
    expect(await banner().innerText()).toContain('合成数据');
    await eachPage(page, async (name) => {
      expect(`${name}: ${await banner().innerText()}`).toContain('合成数据');
    });

    await goTo(page, '#/?years=2023', '全国，2023 年');
    await expect.poll(() => banner().innerText()).toContain('样本数据');
    expect(await page.locator('body').innerText()).not.toContain('合成数据');
  });

  it('is there for a package given as a real query', async () => {
    await visit(tab.page, `?package=${SYNTHETIC_PACKAGE}`);
    expect(await banner().innerText()).toContain('合成数据');
    expect(await viewParameters(tab.page)).toEqual({ package: SYNTHETIC_PACKAGE });
  });
});

it('the switcher changes the data, keeps the view, and says it in the address', async () => {
  const { page } = tab;
  await visit(page, '#/?years=2023&metric=permits');
  const sample = await keyFigureLines(page, '行政许可');
  await page.getByRole('button', { name: '切换数据包' }).click();
  await page.getByRole('menuitemradio', { name: /合成数据包：300/ }).click();
  await expect.poll(() => banner().innerText()).toContain('合成数据');
  await settled(page);
  expect(await viewParameters(page)).toEqual({ package: 'synthetic-300', years: '2023', metric: 'permits' });
  expect(await heading(page).innerText()).toBe('全国，2023 年');
  expect(await keyFigureLines(page, '行政许可')).not.toEqual(sample);
  await page.goBack();
  await expect.poll(() => banner().innerText()).toContain('样本数据');
  await settled(page);
  expect(await keyFigureLines(page, '行政许可')).toEqual(sample);
});

it('a faulty package: the sound rows are loaded, the faults are counted and listed by file, line and column', async () => {
  const { page } = tab;
  await visit(page, `#/?package=${FAULTY_PACKAGE}&years=2023&region=130623`);
  expect(await heading(page).innerText()).toBe('涞水县，2023 年');
  expect((await keyFigureLines(page, '行政许可')).slice(0, 2)).toEqual(['行政许可', '38 件']);
  expect((await keyFigureLines(page, '行政处罚'))[1]).toBe('—');

  await page.getByRole('button', { name: '4 条数据未载入' }).click();
  const dialog = page.getByRole('dialog', { name: '未载入的数据' });
  const listed = await dialog.getByRole('listitem').allInnerTexts();
  expect(listed).toHaveLength(4);
  const entry = (place: string) => listed.find((text) => text.startsWith(place)) ?? '';
  expect(entry('reports.csv:4:year')).toContain('应为四位年份');
  expect(entry('disclosures.csv:3:')).toContain('已见于第 2 行');
  expect(entry('disclosures.csv:4:value')).toContain('一件');
  expect(entry('disclosures.csv:5:report_id')).toContain('“130623999-2023”不在 reports.csv 中');
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  expect(await figure(page, /各乡镇街道/).count()).toBeGreaterThan(0);
});
