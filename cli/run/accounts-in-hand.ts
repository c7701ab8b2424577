import * as z from 'zod/mini';
import { isJsonObject, type Json, type ProgressEvent } from '../../local-aws';
import type { AccountInHand, AccountsProgress, Interruption } from '../terminal/interruption';
import type { RunFolder } from './run-folder';
import type { World } from './world';

/** The accounts that an execution is at, so that who interrupts it can be told what was done and what was not. */
export class AccountsInHand {
  readonly #maps = new Map<string, { total: number; finished: number; inHand: Map<number, AccountInHand> }>();
  readonly #entered = new Set<string>();
  /** The state that the execution is in; empty before the first. */
  state = '';

  /** Whether it has been in this state, or still is. */
  hasEntered(state: string): boolean {
    return this.#entered.has(state);
  }

  event(event: ProgressEvent): void {
    if (event.type === 'stateEntered') this.#enter(event.state);
    if (event.type === 'mapRunStarted')
      this.#maps.set(event.state, { total: event.items, finished: 0, inHand: new Map() });
    if (!('index' in event)) return;
    const map = this.#maps.get(event.state);
    const account = map?.inHand.get(event.index);
    if (event.type === 'mapItemStarted')
      map?.inHand.set(event.index, { accountId: accountIdOf(event.item), state: '' });
    if (event.type === 'childStateEntered' && account)
      map?.inHand.set(event.index, { ...account, state: event.childState });
    if (event.type === 'mapItemFinished' && map) {
      map.inHand.delete(event.index);
      map.finished++;
    }
  }

  /** Undefined where this map was not begun. */
  progressOf(map: string): AccountsProgress | undefined {
    const progress = this.#maps.get(map);
    return progress && { ...progress, inHand: [...progress.inHand.values()] };
  }

  #enter(state: string): void {
    this.state = state;
    this.#entered.add(state);
  }
}

function accountIdOf(item: Json): string {
  return isJsonObject(item) ? String(item.accountId) : '';
}

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
