import { expect, it } from 'vitest';
import { watchInterrupts } from '../../../cli/terminal/interrupts';

/** What happens as the signals come at these times. */
function reactions(...times: [number, NodeJS.Signals][]): string[] {
  const reactions: string[] = [];
  let now = 0;
  const stop = watchInterrupts(
    { first: () => reactions.push('first'), second: () => reactions.push('second') },
    () => now,
  );
  for (const [at, signal] of times) {
    now = at;
    if (process.listenerCount(signal) > 0) process.emit(signal);
  }
  stop();
  return reactions;
}

it.each<[string, [number, NodeJS.Signals][], string[]]>([
  ['once', [[0, 'SIGINT']], ['first']],
  [
    'and passed on by npm',
    [
      [0, 'SIGINT'],
      [20, 'SIGINT'],
    ],
    ['first'],
  ],
  [
    'and passed on by npm, later than at the beginning of time',
    [
      [5000, 'SIGINT'],
      [5499, 'SIGINT'],
    ],
    ['first'],
  ],
  [
    'again after half a second',
    [
      [5000, 'SIGINT'],
      [5500, 'SIGINT'],
    ],
    ['first', 'second'],
  ],
  [
    'again',
    [
      [0, 'SIGINT'],
      [20, 'SIGINT'],
      [900, 'SIGINT'],
    ],
    ['first', 'second'],
  ],
  [
    'and then SIGTERM',
    [
      [0, 'SIGINT'],
      [900, 'SIGTERM'],
    ],
    ['first', 'second'],
  ],
])('reacts to Ctrl-C %s', (_, times, expected) => {
  expect(reactions(...times)).toEqual(expected);
});

it('leaves the signals as they were', () => {
  const before = process.listenerCount('SIGINT');
  watchInterrupts({ first: () => undefined, second: () => undefined })();
  expect(process.listenerCount('SIGINT')).toBe(before);
});
