import * as z from 'zod/mini';
import { Deletion } from '../../lambdas/run/model';
import { isJsonObject, type Json, type JsonObject, type ProgressEvent } from '../../local-aws';
import type {
  AccountInHand,
  AccountsProgress,
  DeletedCredential,
  Interruption,
} from '../terminal/interruption';
import type { RunFolder } from './run-folder';
import type { World } from './world';

/** The accounts that an execution is at, so that who interrupts it can be told what was done and what was not. */
export class AccountsInHand {
  readonly #maps = new Map<string, { total: number; finished: number; inHand: Map<number, AccountInHand> }>();
  readonly #entered = new Set<string>();
  /** What the functions said that they have deleted, in the order in which they did. */
  readonly deleted: DeletedCredential[] = [];
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
    if (event.type === 'childAssigned' && account)
      this.deleted.push(
        ...deletedIn(event.variables).map((one) => ({ ...one, accountId: account.accountId })),
      );
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

/** Of what a state assigned: the credentials that its function has deleted. */
function deletedIn(variables: JsonObject): Pick<DeletedCredential, 'kind' | 'id'>[] {
  return Object.values(variables).flatMap((variable) => {
    const { data } = z.safeParse(Stage, variable);
    const deleted = data?.deletions.filter(({ result }) => result === 'deleted') ?? [];
    return deleted.map(({ kind, id }) => ({ kind, id }));
  });
}

const Stage = z.object({ deletions: z.array(Deletion) });

function accountIdOf(item: Json): string {
  return isJsonObject(item) ? String(item.accountId) : '';
}

/** How far a run is at this moment, should it be interrupted. */
export function interruptionOf(
  accounts: AccountsInHand,
  folder: RunFolder,
  { resume, part }: Pick<World, 'resume' | 'part'>,
): Interruption {
  return {
    state: accounts.state,
    inspect: accounts.progressOf('InspectAccounts'),
    purge: accounts.progressOf('PurgeAccounts'),
    performing: accounts.hasEntered('PerformTask'),
    resealing: accounts.hasEntered('WaitToReseal'),
    deleted: accounts.deleted,
    part,
    targets: targetsIn(folder),
    resume,
  };
}

/** Undefined where nobody knows; that includes a file that cannot be read any more. */
function targetsIn(folder: RunFolder): number | undefined {
  try {
    return folder.readObject('accounts.json', Targets)?.targets.length;
  } catch {
    return undefined;
  }
}

const Targets = z.object({ targets: z.array(z.unknown()) });
