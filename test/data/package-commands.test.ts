import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFolder } from '../../src/cli/check-data.ts';
import { describeFolder, tableFiles, writeDatapackage } from '../../src/cli/write-datapackage.ts';

const FAULTY = 'test/fixtures/packages/faulty';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  await cp('test/fixtures/packages/sound', folder, { recursive: true });
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

interface Run {
  readonly status: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function run(script: string, ...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', script, ...args], (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

describe('checking a package', () => {
  it('prints each fault on a line of its own, then a summary', async () => {
    const { lines, status } = await checkFolder(FAULTY, 'en');
    expect(lines).toEqual([
      'datapackage.json:resources.reviews.path: "../reviews.csv" does not fit; expected a path inside the folder of the package',
      'datapackage.json:resources.regions.bytes: states bytes 10 for regions.csv, which has 197: it was changed after packing; if that was meant, write datapackage.json again',
      'applications.csv: a web page came in place of the CSV file; check the address and whether the file is on the server',
      'reviews.csv: the package has no reviews.csv; put the file (or reviews.csv.gz) beside datapackage.json; the other tables are loaded',
      'regions.csv:6:kind: is empty; expected the kind of the township, one of 镇, 乡, 街道, 民族乡, 苏木, 民族苏木, 地区, 其他',
      'reports.csv:4:year: "23" does not fit; expected a four-digit year from 2008 to 2050',
      'reports.csv:5:region_code: "130623206" is on line 6 of regions.csv, which was set aside; mend that line first',
      'reports.csv:6:region_code: "130623999" is not in regions.csv',
      'reports.csv:6:source_url: "www.example.gov.cn" does not fit; expected an address that begins with http:// or https:// and has no spaces (empty if there is none)',
      'reports.csv:7:report_id: "130623205-2022" is already on line 2; report_id must be unique',
      'disclosures.csv:1: "remark" is not a column of this table; it is ignored and the rest is loaded',
      'disclosures.csv:3:report_id+item+measure: "130623205-2022, permit, decisions" is already on line 2; report_id + item + measure must be unique',
      'disclosures.csv:4:measure: "in_force" does not fit; expected a column the forms print for permit: items_previous_year, items_change, decisions',
      'disclosures.csv:5:value: "3.2万元" does not fit; expected a plain number such as 12, -3 or 4.5 (an empty cell where nothing was printed)',
      'disclosures.csv:6:value: "—" does not fit; expected a plain number such as 12, -3 or 4.5 (an empty cell where nothing was printed)',
      'disclosures.csv:7:report_id: "130623205-2023" is on line 4 of reports.csv, which was set aside; mend that line first',
      'disclosures.csv:9:report_id: "130623205-2021" is not in reports.csv',
      'disclosures.csv:10: the line has 3 cells, the header has 6',
      'Faulty package (synthetic): 15 faults, 3 warnings; 12 lines set aside; rows loaded: regions 4, reports 1, disclosures 2, applications 0, reviews 0',
    ]);
    expect(status).toBe(1);
  });

  it('speaks Chinese when asked', async () => {
    const { lines } = await checkFolder(FAULTY, 'zh');
    expect(lines[7]).toBe('reports.csv:6:region_code: “130623999”不在 regions.csv 中');
    expect(lines.at(-1)).toBe(
      '有错的数据包（合成数据）：15 个错误，3 个警告；搁置 12 行；载入行数：regions 4, reports 1, disclosures 2, applications 0, reviews 0',
    );
  });

  it('passes a package with warnings alone', async () => {
    await rm(join(folder, 'datapackage.json'));
    const { lines, status } = await checkFolder(folder, 'en');
    expect(lines).toHaveLength(2);
    expect(status).toBe(0);
  });

  it('finds a file that was changed without changing its size', async () => {
    const file = join(folder, 'reviews.csv');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('0,1,0,0,1', '0,0,1,0,1'));
    const { lines, status } = await checkFolder(folder, 'en');
    expect(lines[0]).toMatch(
      /^datapackage\.json:resources\.reviews\.hash: states sha256 sha256:[0-9a-f]{64} for reviews\.csv, which has sha256:/,
    );
    expect([lines.length, status]).toEqual([2, 0]);
  });

  it('says so when nothing can be loaded', async () => {
    await rm(join(folder, 'reports.csv'));
    const { lines, status } = await checkFolder(folder, 'en');
    expect(lines[0]).toMatch(
      /^reports\.csv: the package has no reports\.csv; .* without it the package cannot be loaded$/,
    );
    expect(lines.at(-1)).toMatch(/^The package cannot be loaded: \d+ faults?$/);
    expect(status).toBe(1);
  });

  it('lists every fault, however many', async () => {
    const rows = Array.from({ length: 130_000 }, (_, i) => `130623205-2022,x${i},0,0,0,0,0\n`);
    const header = 'report_id,channel,upheld,corrected,other,pending,total\n';
    await writeFile(join(folder, 'reviews.csv'), header + rows.join(''));
    const { lines } = await checkFolder(folder, 'en');
    expect(lines.filter((line) => line.startsWith('reviews.csv:'))).toHaveLength(130_000);
  });
});

describe('the command line', () => {
  it('exits with 0 for a sound package, 1 for faults, 2 for wrong usage', async () => {
    const check = 'src/cli/check-data.ts';
    const sound = await run(check, folder);
    const faulty = await run(check, '--lang', 'zh', FAULTY);
    const nowhere = await run(check, join(folder, 'nowhere'));
    const unknown = await run(check, '--lang', 'fr', folder);
    expect([sound.status, faulty.status, nowhere.status, unknown.status]).toEqual([0, 1, 2, 2]);
    expect(sound.stdout).toMatch(/^Sound package \(synthetic\): 0 faults, 0 warnings; .*\n$/);
    expect(faulty.stdout).toContain('reports.csv:4:year: “23”不符；应为四位年份，不早于 2008，不晚于 2050\n');
    expect(nowhere.stderr).toContain('Usage: npm run data:check');
  });

  it('writes datapackage.json with the words it is given', async () => {
    await rm(join(folder, 'datapackage.json'));
    const words = [
      '--title',
      '合成',
      '--title-en',
      'Made up',
      '--synthetic',
      '--seed',
      '42',
      '--name',
      'demo',
    ];
    const { status } = await run('src/cli/write-datapackage.ts', folder, ...words);
    expect(status).toBe(0);
    expect(JSON.parse(await readFile(join(folder, 'datapackage.json'), 'utf8'))).toMatchObject({
      name: 'demo',
      title: '合成',
      title_en: 'Made up',
      synthetic: true,
      seed: '42',
    });
    const usage = await run('src/cli/write-datapackage.ts');
    expect(usage.status).toBe(2);
  });
});

describe('writing datapackage.json', () => {
  it('keeps the words and what it does not make itself', async () => {
    const file = join(folder, 'datapackage.json');
    const before: unknown = JSON.parse(await readFile(file, 'utf8'));
    await writeDatapackage(folder);
    const once = await readFile(file, 'utf8');
    await writeDatapackage(folder);
    expect(await readFile(file, 'utf8')).toBe(once);
    expect(JSON.parse(once)).toEqual(before);
    expect(before).toMatchObject({ map_approval: 'not made by the writer, and kept' });
  });

  it('states the figures of the files as they lie', async () => {
    await writeFile(join(folder, 'reviews.csv'), 'report_id,channel,upheld,corrected,other,pending,total\n');
    const text = await describeFolder(folder);
    expect(JSON.parse(text)).toMatchObject({
      resources: expect.arrayContaining([
        expect.objectContaining({
          name: 'reviews',
          bytes: 55,
          rows: 0,
          hash: 'sha256:3c818f685ab71b5a27a8750e7a2b5cd78df929783a28e513c407fd7ac88e7f52',
        }),
      ]),
    });
  });

  it('lists numbered files of a table as one resource, in order, with the figures of each', async () => {
    const [header, ...rows] = (await readFile(join(folder, 'disclosures.csv'), 'utf8')).trim().split('\n');
    await rm(join(folder, 'disclosures.csv'));
    for (let number = 1; number <= 10; number += 1) {
      const text = [header, rows[number - 1]].filter((line) => line !== undefined).join('\n');
      await writeFile(join(folder, `disclosures-${number}.csv`), `${text}\n`);
    }
    await writeDatapackage(folder);
    const { resources } = JSON.parse(await readFile(join(folder, 'datapackage.json'), 'utf8')) as {
      readonly resources: readonly Readonly<Record<string, unknown>>[];
    };
    const found = resources.filter(({ name }) => name === 'disclosures');
    expect(found).toMatchObject([
      { path: Array.from({ length: 10 }, (_, i) => `disclosures-${i + 1}.csv`), rows: rows.length },
    ]);
    expect(found[0]).not.toHaveProperty('hash');
    expect(found[0]?.['files']).toContainEqual({
      path: 'disclosures-10.csv',
      bytes: `${header}\n`.length,
      hash: `sha256:${createHash('sha256').update(`${header}\n`).digest('hex')}`,
      rows: 0,
    });
    expect((await checkFolder(folder, 'en')).lines).toEqual([
      expect.stringContaining(
        '0 faults, 0 warnings; 0 lines set aside; rows loaded: regions 5, reports 3, disclosures 5',
      ),
    ]);
    const second = join(folder, 'disclosures-2.csv');
    await writeFile(
      second,
      (await readFile(second, 'utf8')).replace(/\d(?=[^\d]*$)/, (digit) => `${(Number(digit) + 1) % 10}`),
    );
    expect((await checkFolder(folder, 'en')).lines[0]).toMatch(
      /^datapackage.json:resources.disclosures.files.1.hash: states sha256 .* for disclosures-2.csv/,
    );
  });

  it.each([
    [
      'one file and numbered ones',
      ['reviews.csv', 'reviews-1.csv'],
      /^reviews.csv and reviews-1.csv: a table is either/,
    ],
    ['numbers with a gap', ['reviews-1.csv', 'reviews-3.csv'], /^reviews-3.csv: .*reviews-2.csv was to come/],
    [
      'a number twice',
      ['reviews-1.csv', 'reviews-1.csv.gz'],
      /^reviews-1.csv.gz: .*reviews-2.csv was to come/,
    ],
    ['numbers from 2', ['reviews-2.csv'], /^reviews-2.csv: .*reviews-1.csv was to come/],
  ])('is refused for %s', (_what, names, message) => {
    expect(() => tableFiles('reviews', names)).toThrow(message);
  });

  it('rejects a table that is no text', async () => {
    await writeFile(join(folder, 'reviews.csv'), new Uint8Array([0xff, 0xfe, 0, 0]));
    await expect(describeFolder(folder)).rejects.toThrow('reviews.csv: the file is encoded in UTF-16');
  });
});
