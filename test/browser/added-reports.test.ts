/** A reader's own reports among the data: chosen, judged, joined, said on every page, and removed again. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SYNTHETIC_PACKAGE } from './packages.ts';
import { eachPage, figure, goTo, keyFigureLines, settled, useFreshTab, visit } from './site.ts';

const tab = useFreshTab();

const file = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
});

const REPORTS = 'report_id,region_code,year,template,issuer,section2,section3,section4';
const DISCLOSURES = 'report_id,item,measure,value,unit';

/** 其中口乡: its report of 2023, which the sample has with 33 permits and 1 penalty, and one of 2024, which it has not. */
const OWN = [
  file('年报.csv', [
    REPORTS,
    '130623205-2023,130623205,2023,2021,其中口乡,partial,not_captured,not_captured',
    '130623205-2024,130623205,2024,2021,其中口乡,partial,not_captured,not_captured',
  ]),
  file('第二部分.csv', [
    DISCLOSURES,
    '130623205-2023,permit,decisions,35,',
    '130623205-2024,permit,decisions,41,',
    '130623205-2024,penalty,decisions,2件,',
  ]),
];

const dialog = () => tab.page.getByRole('dialog', { name: '添加年报' });
const choose = (files: Parameters<ReturnType<typeof tab.page.locator>['setInputFiles']>[0]) =>
  dialog().locator('input[type=file]').setInputFiles(files);
const press = (name: string) => tab.page.getByRole('button', { name, exact: true }).click();
/** The township in 2023, and files chosen in the dialog. */
async function visitAndChoose(files: Parameters<typeof choose>[0]): Promise<void> {
  await visit(tab.page, '#/region/130623205?years=2023&metric=permits');
  await press('添加年报');
  await choose(files);
}
const label = () => tab.page.getByText('另加本机的 2 份年报，其中 1 份替换了原有的', { exact: true });
const permits = async () => (await keyFigureLines(tab.page, '行政许可'))[1];

it('are counted with the others, say so on every page and in the list of reports, and are gone when removed', async () => {
  const { page } = tab;
  await visit(page, '#/region/130623205?years=2023&metric=permits');
  expect(await permits()).toBe('33 件');

  await press('添加年报');
  await choose(OWN);
  const findings = dialog().getByRole('status');
  await findings.getByText('可以加入 2 份年报：1 份是新的，1 份替换数据包里同一单位同一年的。').waitFor();
  expect(
    await findings.getByRole('list', { name: '文件里的年报' }).getByRole('listitem').allInnerTexts(),
  ).toEqual(['其中口乡 2023 替换', '其中口乡 2024']);
  // The faulty cell by file, line and column; the sections of which no table was chosen.
  await findings.getByText('第二部分.csv:4:value').waitFor();
  await findings.getByText('没有选这张表：所添报告第三部分的表中数字均为未录，不作 0').waitFor();
  await press('加入数据');

  await label().waitFor();
  await settled(page);
  expect(await permits()).toBe('35 件');
  await goTo(page, '#/region/130623205?years=2024&metric=permits', '其中口乡，2024 年');
  await settled(page);
  expect(await permits()).toBe('41 件');
  // What was set aside is missing, not 0.
  expect((await keyFigureLines(page, '行政处罚'))[1]).toBe('—');
  expect(await figure(page, '许可与处罚').innerText()).toContain('另加本机的 2 份年报');

  await goTo(page, '#/enforcement?region=130623&years=2024&metric=permits', /涞水县/);
  await settled(page);
  const list = figure(page, '的年报：行政许可');
  await list.scrollIntoViewIfNeeded();
  await list.getByRole('cell', { name: '本机添加' }).waitFor();
  await eachPage(page, async (name) => {
    expect(`${name}: ${await label().count()}`).toBe(`${name}: 1`);
  });

  await goTo(page, '#/region/130623205?years=2023&metric=permits', '其中口乡，2023 年');
  await press('查看或移除');
  await press('移除已添加的年报');
  await label().waitFor({ state: 'detached' });
  await settled(page);
  await expect.poll(permits).toBe('33 件');
});

it('stay out as long as a file of them cannot be read, and it is said why', async () => {
  const { page } = tab;
  await visitAndChoose([file('something.csv', ['a,b,c', '1,2,3'])]);
  const findings = dialog().getByRole('status');
  await findings.getByText('还不能加入').waitFor();
  await findings
    .getByText('首行“a,b,c”不是 reports、disclosures、applications、reviews 任何一张表的表头')
    .waitFor();
  await findings.getByText('没有选报告表').waitFor();
  const joining = dialog().getByRole('button', { name: '加入数据' });
  expect(await joining.isDisabled()).toBe(true);

  await choose(OWN);
  await findings.getByText('还不能加入').waitFor();
  await dialog().getByRole('button', { name: '不要 something.csv' }).click();
  await findings.getByText('可以加入 2 份年报').waitFor();
  expect(await joining.isEnabled()).toBe(true);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  expect(await permits()).toBe('33 件');
});

it('are read as well when they are dropped: files, and a folder of files', async () => {
  const { page } = tab;
  const folder = await mkdtemp(join(tmpdir(), 'own-reports-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [reports, disclosures] = OWN;
  if (reports === undefined || disclosures === undefined) throw new Error('two files');
  await mkdir(join(folder, '二'));
  await writeFile(join(folder, reports.name), reports.buffer);
  await writeFile(join(folder, '二', disclosures.name), disclosures.buffer);
  await visit(page, '#/region/130623205?years=2023&metric=permits');
  await press('添加年报');
  const place = await dialog().getByText('或把 CSV 文件拖到这里').boundingBox();
  if (place === null) throw new Error('no place to drop on');
  const session = await page.context().newCDPSession(page);
  const data = {
    items: [],
    files: [join(folder, reports.name), join(folder, '二')],
    // Copy.
    dragOperationsMask: 1,
  };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: place.x + 5, y: place.y + 5, data });
  }
  const findings = dialog().getByRole('status');
  await findings.getByText('第二部分.csv:4:value').waitFor();
  expect(
    await findings.getByRole('list', { name: '文件里的年报' }).getByRole('listitem').allInnerTexts(),
  ).toEqual(['其中口乡 2023 替换', '其中口乡 2024']);
});

it('made up by their own word are not mixed with real ones; and belong to the package they were added to', async () => {
  const { page } = tab;
  await visit(page, '#/region/130623205?years=2023&metric=permits');
  await press('添加年报');
  const descriptor = {
    name: 'datapackage.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"name":"x","synthetic":true}'),
  };
  await choose([...OWN, descriptor]);
  const findings = dialog().getByRole('status');
  await findings.getByText('不能与真实年报放在一起').waitFor();
  await dialog().getByRole('button', { name: '不要 datapackage.json' }).click();
  await press('加入数据');
  await label().waitFor();
  await settled(page);
  await goTo(page, `#/?package=${SYNTHETIC_PACKAGE}&years=2023`, '全国，2023 年');
  await label().waitFor({ state: 'detached' });
  await settled(page);
  await goTo(page, '#/region/130623205?years=2023&metric=permits', '其中口乡，2023 年');
  await label().waitFor();
  await settled(page);
  await expect.poll(permits).toBe('35 件');
});

it('that cannot be joined can be taken back', async () => {
  const { page } = tab;
  await visitAndChoose(OWN);
  await dialog().getByRole('status').getByText('可以加入 2 份年报').waitFor();
  // The cells are fetched now, and do not come.
  const cells = '**/data/cells.duckdb.gz';
  await page.context().route(cells, (route) => route.abort());
  await press('加入数据');
  await page.getByRole('button', { name: '再试一次' }).waitFor();
  await page.context().unroute(cells);
  await press('移除');
  await label().waitFor({ state: 'detached' });
  await settled(page);
  await expect.poll(permits).toBe('33 件');
  // The refused request is on the console, as it should be.
  expect(tab.takeErrors().filter((error) => !/net::ERR_FAILED/.test(error))).toEqual([]);
});
