import { type Clock, systemClock } from '../../../local-aws';

/** Backoff takes a fiftieth of its time; limits of half a minute and more stay as they are. */
export const hurriedClock: Clock = {
  now: () => systemClock.now(),
  sleep: (milliseconds, signal) =>
    systemClock.sleep(milliseconds < 30_000 ? milliseconds / 50 : milliseconds, signal),
};
