import { expect, test } from 'vitest';
import { summed } from '../../bench/sum.ts';
import { result } from './result.ts';

const workload = {
  id: 'both',
  title: 'Both',
  sum: { tool: 'nfpm', of: ['j-deb', 'j-rpm'] },
  contenders: [],
};
const deb = result({ tool: 'nfpm', wall: 3, cpu: 4, rss: 50, size: 7, runs: 5 });
const rpm = result({ ...deb, workload: 'j-rpm', wall: 1, cpu: 2, rss: 60, size: 8, runs: 3 });

test('times and sizes are added up, memory is that of the larger, runs of the fewer', () => {
  expect(summed(workload, [result(), deb, result({ workload: 'j-rpm' }), rpm])).toEqual([
    { workload: 'both', tool: 'nfpm', wall: 4, cpu: 6, rss: 60, size: 15, runs: 3 },
  ]);
});

test('there is no sum where a part is missing, or none is asked for', () => {
  expect(summed(workload, [deb])).toEqual([]);
  expect(summed({ id: 'j-deb', title: '', contenders: [] }, [deb, rpm])).toEqual([]);
});
