import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { linePlot } from '../../bench/plot';

describe('linePlot', () => {
  const svg = parse(
    linePlot({
      title: 'Growth',
      x: 'accounts',
      y: 'seconds',
      series: [
        {
          name: 'linear',
          points: [
            [0, 0],
            [50, 10],
            [100, 20],
          ],
        },
      ],
    }),
  );

  it('draws linear growth as a straight line from the origin', () => {
    expect(svg.querySelector('polyline')?.getAttribute('points')).toBe('70,310 280,175 490,40');
  });

  it('names its axes and its series', () => {
    const words = svg.querySelectorAll('text').map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['Growth', 'accounts', 'seconds', 'linear', '100', '20']));
  });
});
