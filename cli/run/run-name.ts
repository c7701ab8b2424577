import { randomBytes } from 'node:crypto';
import type { Clock } from '../../local-aws';

/** A valid execution name that sorts by time. */
export function runName(clock: Clock): string {
  const time = clock.now().toISOString().slice(0, 19).replaceAll(':', '-');
  return `${time}Z-${randomBytes(3).toString('hex')}`;
}
