import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { AccountsInHand } from './accounts-in-hand';
import type { RunFolder } from './run-folder';
import type { Interruption } from './terminal/interruption';
import type { World } from './world';

/** How far a run is at this moment. */
export function interruptionOf(
  accounts: AccountsInHand,
  folder: RunFolder,
  { resume }: Pick<World, 'resume'>,
): Interruption {
  return {
    state: accounts.state,
    inspect: accounts.progressOf('InspectAccounts'),
    purge: accounts.progressOf('PurgeAccounts'),
    performing: accounts.hasEntered('PerformTask'),
    resealing: accounts.hasEntered('WaitToReseal'),
    targets: countTargets(folder),
    resume,
  };
}

const Targets = z.object({ targets: z.array(z.unknown()) });

function countTargets({ path }: RunFolder): number | undefined {
  try {
    return z.parse(Targets, JSON.parse(readFileSync(join(path, 'accounts.json'), 'utf8'))).targets.length;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
