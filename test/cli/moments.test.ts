import { describe, expect, it } from 'vitest';
import { duration, moment } from '../../cli/executions/moments';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

describe('duration', () => {
  it.each([
    [-second, '0 s'],
    [42.4 * second, '42 s'],
    [59.4 * second, '59 s'],
    [minute, '1 min'],
    [12 * minute, '12 min'],
    [hour, '1 h'],
    [59.6 * minute, '1 h'],
    [5 * hour + 12 * minute, '5 h 12 min'],
    [5 * hour + 59.6 * minute, '6 h'],
    [47 * hour, '47 h'],
    [48 * hour, '2 days'],
    [72 * hour, '3 days'],
    [74 * hour, '3 days 2 h'],
  ])('shows %d ms as %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});

describe('moment', () => {
  it('names the time zone', () => {
    expect(moment('2026-11-26T10:00:59.999Z')).toBe('2026-11-26 10:00 UTC');
  });
});
