import { describe, expect, test } from 'vitest';
import { barsOf, escapeXml, plot } from '../../bench/report/plot.ts';
import { result, titles } from './result.ts';

const bars = [
  { label: 'J, deb', ratio: 5.2 },
  { label: '<&"> as rpm', ratio: 0.8 },
];

test('a bar is there for what both have done', () => {
  const results = [
    result({ wall: 2 }),
    result({ tool: 'nfpm', wall: 7 }),
    result({ workload: 'j-rpm', tool: 'nfpm', wall: 7 }),
    result({ workload: 'version', size: 0 }),
    result({ workload: 'version', tool: 'nfpm', size: 0 }),
  ];
  expect(barsOf(results, 'nfpm', titles)).toEqual([{ label: 'J, deb', ratio: 3.5 }]);
});

describe('the plot', () => {
  const svg = plot(bars, 'Times as "long"');
  const attribute = (name: string) => (tag: string) =>
    Number(new RegExp(` ${name}="([\\d.]+)"`).exec(tag)?.[1]);
  const tagsOf = (kind: string) => svg.match(new RegExp(`<\\w+ class="${kind}"[^>]*>`, 'g')) ?? [];

  test('has bars that start or end at the line of 1', () => {
    const [one = Number.NaN] = tagsOf('one').map(attribute('x1'));
    const [faster = ''] = tagsOf('faster');
    const [slower = ''] = tagsOf('slower');
    expect(attribute('x')(faster)).toBeCloseTo(one, 0);
    expect(attribute('x')(slower) + attribute('width')(slower)).toBeCloseTo(one, 0);
  });

  test('has bars as long as the logarithm of what they tell', () => {
    const widths = ['faster', 'slower'].flatMap((kind) => tagsOf(kind).map(attribute('width')));
    const [long = 0, short = 0] = widths;
    expect(long / short).toBeCloseTo(Math.log(5.2) / -Math.log(0.8), 1);
  });

  test('keeps within its frame', () => {
    const far = plot([{ label: 'far', ratio: 1000 }], 'Far');
    const ends = [...far.matchAll(/ x="([\d.]+)"(?:[^>]* width="([\d.]+)")?/g)].map(
      ([, x, width]) => Number(x) + Number(width ?? 0),
    );
    expect(Math.max(...ends)).toBeLessThan(760);
  });

  test('is the same for the same numbers', () => {
    expect(plot([...bars], 'Times as "long"')).toBe(svg);
  });

  test('takes labels for text', () => {
    expect(svg).toContain('>&#60;&#38;&#34;&#62; as rpm</text>');
  });
});

test('nothing of XML is left in text', () => {
  expect(escapeXml(`<a b="c">&'`)).not.toMatch(/[<>"']|&(?!#)/);
});
