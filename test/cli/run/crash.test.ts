import { afterEach, expect, it, vi } from 'vitest';
import { Crash } from '../../../cli/run/crash';

afterEach(() => vi.useRealTimers());

const diskFull = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

it('tells the first thing that failed, in words, and once', () => {
  const told: string[] = [];
  const crash = new Crash((reason) => told.push(reason));
  expect(crash.attempt(() => 7)).toBe(7);
  expect(crash.reason).toBeUndefined();
  crash.guarded((what: string) => {
    throw new TypeError(what);
  })('of \u001B[31mnull');
  crash.tell(diskFull);
  expect(told).toEqual([expect.stringMatching(/^This program has failed \(TypeError: of .*null\)\.$/)]);
  expect(told[0]).not.toContain('\u001B');
  expect(crash.reason).toBe(told[0]);
  crash.unwatch();
});

it('hears of what nobody has caught, as long as it is to', () => {
  const before = process.listenerCount('uncaughtException');
  const crash = new Crash(() => undefined);
  crash.watch();
  expect(process.listenerCount('uncaughtException')).toBe(before + 1);
  process.listeners('uncaughtException').at(-1)?.(diskFull, 'unhandledRejection');
  expect(crash.reason).toMatch(/^The disk of this machine is full/);
  crash.unwatch();
  expect(process.listenerCount('uncaughtException')).toBe(before);
});

it('gives up some time after that, and not before', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const crash = new Crash(() => undefined);
  let gaveUp = false;
  crash.gaveUp.then(() => {
    gaveUp = true;
  });
  crash.tell(diskFull);
  await vi.advanceTimersByTimeAsync(29_999);
  expect(gaveUp).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(gaveUp).toBe(true);
});
