import { describe, expect, it } from 'vitest';
import { PageVisits } from '../../../../cli/run/approval/page-visits';
import type { Clock } from '../../../../local-aws';

const browser = {
  'Sec-Fetch-Site': 'same-origin',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
};
/** As Node.js, and a decision at the terminal, send it. */
const program = { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' };
const ask = (method: string, headers?: Record<string, string>) =>
  new Request('http://127.0.0.1/runs/run-1/secret', { method, headers });

/** A clock that goes on whenever somebody sleeps, and what happens at which of its milliseconds. */
function timeline(happens: Record<number, () => void>): Clock & { at: number } {
  const clock = {
    at: 0,
    now: () => new Date(clock.at),
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      clock.at += milliseconds;
      happens[clock.at]?.();
      signal?.throwIfAborted();
    },
  };
  return clock;
}

/** After how many milliseconds nobody is waited for any more, where this happened before and after the end. */
async function waitedFor(
  before: readonly Request[],
  after: Record<number, Request | 'Ctrl-C'> = {},
): Promise<number> {
  const happens = Object.entries(after).map(([at, what]) => [
    at,
    () => (what === 'Ctrl-C' ? visits.leave() : visits.add(what)),
  ]);
  const clock = timeline(Object.fromEntries(happens));
  const visits = new PageVisits(clock);
  for (const request of before) visits.add(request);
  visits.end();
  await visits.shown();
  return clock.at;
}

describe('the approval page after the end of its run', () => {
  it.each<[string, Promise<number>, number]>([
    ['where nobody opened it', waitedFor([]), 0],
    ['where somebody only read it', waitedFor([ask('GET', browser)]), 0],
    [
      'where a program decided, as the terminal does',
      waitedFor([ask('POST', program), ask('GET', program)]),
      0,
    ],
    ['where a browser decided and never came back', waitedFor([ask('POST', browser)]), 60_000],
    [
      'where the end was shown, and nothing more was asked',
      waitedFor([ask('POST', browser)], { 2000: ask('GET', browser) }),
      12_000,
    ],
    [
      'where the report was opened, too',
      waitedFor([ask('POST', browser)], { 2000: ask('GET', browser), 9000: ask('GET', browser) }),
      19_000,
    ],
    ['where another program reads it', waitedFor([ask('POST', browser)], { 2000: ask('GET') }), 60_000],
    ['where somebody reads on and on', waitedFor([ask('POST', browser)], readingOn()), 60_000],
    ['where Ctrl-C is pressed', waitedFor([ask('POST', browser)], { 3000: 'Ctrl-C' }), 3_000],
  ])('stays %s', async (_, waited, milliseconds) => {
    expect(await waited).toBe(milliseconds);
  });

  it('does not stay after a Ctrl-C of before the end', async () => {
    const visits = new PageVisits(timeline({}));
    visits.add(ask('POST', browser));
    visits.leave();
    visits.end();
    expect(visits.areWaiting).toBe(false);
  });
});

function readingOn(): Record<number, Request> {
  const times = Array.from({ length: 13 }, (_, index) => (index + 1) * 5_000);
  return Object.fromEntries(times.map((at) => [at, ask('GET', browser)]));
}
