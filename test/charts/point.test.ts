import { describe, expect, it } from 'vitest';
import { cursorMove } from '#charts/cursor.ts';
import { escapeHtml, pointHtml, pointSentence } from '#charts/point.ts';
import { rankedBarsSpec } from '#charts/ranked-bars/spec.ts';
import { stripSpec } from '#charts/strip/spec.ts';
import { trendSpec } from '#charts/trend/spec.ts';
import { METRICS } from '#metrics/registry.ts';
import { CONTEXT, tooltipsOf } from './support/option.ts';
import { row, yearly } from './support/rows.ts';

const HOSTILE = `<img src=x onerror="alert(1)"> & 'x'`;

describe('a tooltip', () => {
  it('never turns a name into markup', () => {
    const regions = [
      { code: '130623201', name: HOSTILE },
      { code: '130623202', name: '乙镇' },
    ];
    const rows = [row(3, { region_code: '130623201' }), row(5, { region_code: '130623202' })];
    const input = { metric: METRICS.permits, regions, rows, own: '130623201' };
    const options = [
      rankedBarsSpec(input, CONTEXT),
      stripSpec(input, CONTEXT),
      trendSpec(
        {
          metric: METRICS.permits,
          years: { from: 2020, to: 2021 },
          forms: [],
          series: [HOSTILE, '乙镇'].map((name) => ({ name, rows: yearly(2020, [1, 2]) })),
        },
        CONTEXT,
      ),
    ];
    for (const html of options.flatMap(tooltipsOf)) expect(html).not.toMatch(/<img|onerror="/);
    expect(options.flatMap(tooltipsOf).join('')).toContain(
      '&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;x&#39;',
    );
  });

  it('escapes labels, values, notes and even colours', () => {
    const html = pointHtml({
      title: HOSTILE,
      lines: [{ label: HOSTILE, value: HOSTILE, note: HOSTILE, swatch: { colour: '"><script>' } }],
    });
    expect(html).not.toMatch(/<img|<script/);
    expect(escapeHtml('a')).toBe('a');
  });

  it('says the same aloud as it shows', () => {
    const point = {
      title: '2020 年',
      lines: [{ label: '行政许可', value: '40 件', note: '基于 12/18 份年报' }],
    };
    expect(pointSentence(point, 'zh')).toBe('2020 年：行政许可 40 件，基于 12/18 份年报');
  });
});

describe('the keyboard cursor', () => {
  it('goes from the first mark to the last and stays there', () => {
    expect(cursorMove('ArrowRight', -1, 3)).toBe(0);
    expect(cursorMove('ArrowDown', 2, 3)).toBe(2);
    expect(cursorMove('ArrowLeft', 0, 3)).toBe(0);
    expect(cursorMove('ArrowLeft', -1, 3)).toBe(2);
    expect(cursorMove('End', 0, 3)).toBe(2);
    expect(cursorMove('Home', 2, 3)).toBe(0);
  });

  it('leaves other keys to the page', () => {
    expect(cursorMove('Tab', 0, 3)).toBeUndefined();
  });
});
