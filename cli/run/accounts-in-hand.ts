import { isJsonObject, type Json, type ProgressEvent } from '../../local-aws';

/** An account that a map is at, and the state it is in there; empty before its first one. */
export interface AccountInHand {
  readonly accountId: string;
  readonly state: string;
}

/** How far a map is with its accounts. */
export interface MapProgress {
  readonly total: number;
  readonly finished: number;
  readonly inHand: readonly AccountInHand[];
}

/** Follows an execution, so that somebody who interrupts it can be told what was done and what was not. */
export class AccountsInHand {
  readonly #maps = new Map<string, { total: number; finished: number; inHand: Map<number, AccountInHand> }>();
  readonly #entered = new Set<string>();
  #state = '';

  /** The state that the execution is in; empty before the first. */
  get state(): string {
    return this.#state;
  }

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
  progressOf(map: string): MapProgress | undefined {
    const progress = this.#maps.get(map);
    return progress && { ...progress, inHand: [...progress.inHand.values()] };
  }

  #enter(state: string): void {
    this.#state = state;
    this.#entered.add(state);
  }
}

function accountIdOf(item: Json): string {
  return isJsonObject(item) ? String(item.accountId) : '';
}
