import * as z from 'zod/mini';
import type { Interruption } from '../terminal/interruption';
import type { AccountsInHand } from './accounts-in-hand';
import type { RunFolder } from './run-folder';
import type { World } from './world';

/** How far a run is at this moment, should it be interrupted. */
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
    targets: folder.readObject('accounts.json', Targets)?.targets.length,
    resume,
  };
}

const Targets = z.object({ targets: z.array(z.unknown()) });
