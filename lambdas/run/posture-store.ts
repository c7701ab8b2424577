import * as z from 'zod/mini';
import { logger } from '../skeleton/logger';
import { Posture } from './posture';
import { type RunStore, readVersioned } from './run-store';
import { writeIfUnchanged } from './write-once';

/** A posture, and the version of the object that it was read from; without one there was none. */
export interface StoredPosture {
  readonly posture: Posture;
  readonly etag?: string;
}

/** What earlier reports remember; nothing before the first. @throws where it cannot be read, or is none */
export async function readPosture(store: RunStore, key: string): Promise<StoredPosture> {
  const stored = await readVersioned(store, key);
  if (!stored) return { posture: { accounts: {}, runs: [] } };
  return { posture: z.parse(Posture, JSON.parse(stored.text)), etag: stored.etag };
}

/**
 * Writes what is remembered from now on, unless another run wrote meanwhile: then again, from what that one left. What
 * could not be written fails no run: the next report compares with an older one, and says too much rather than too
 * little.
 */
export async function writePosture(
  store: RunStore,
  key: string,
  stored: StoredPosture,
  next: (posture: Posture) => Posture,
  attempts = 20,
): Promise<void> {
  try {
    if (await writeIfUnchanged(store, key, JSON.stringify(next(stored.posture)), stored.etag)) return;
    if (attempts > 1)
      return await writePosture(store, key, await readPosture(store, key), next, attempts - 1);
    throw new Error('Other runs wrote it each time.');
  } catch (error) {
    logger.error('What this report found is not remembered for the next', { key, error: String(error) });
  }
}
