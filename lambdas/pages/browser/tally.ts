import { count, kindNames } from '../../report/page-words';
import type { Card, FormBox } from './cards';
import { byId } from './elements';

/** What is ticked on the approval page, in accounts that are not left out. */
export interface Tally {
  readonly credentials: number;
  readonly accounts: number;
  /** Those that are ticked at all, by the name of their kind. */
  readonly kinds: readonly (readonly [name: string, credentials: number])[];
  /** Ticks that search or filters hide. */
  readonly unshown: number;
  /** Ticks that need a confirmation. */
  readonly cautious: readonly FormBox[];
}

/** Counts what is ticked on the approval page, in accounts that are not left out. */
export function tallyOf(cards: readonly Card[]): Tally {
  const ticked = cards.flatMap(({ choices }) => choices.filter(({ tick }) => tick.checked && !tick.disabled));
  const values = ticked.flatMap(({ tick }) => tick.value.split(' ').map((value) => value.split('/')));
  const inKind = (kind: string) => values.filter(([, of]) => of === kind).length;
  return {
    credentials: values.length,
    accounts: new Set(values.map(([accountId]) => accountId)).size,
    kinds: Object.entries(kindNames)
      .map(([kind, name]) => [name, inKind(kind)] as const)
      .filter(([, credentials]) => credentials > 0),
    unshown: ticked.filter(({ item }) => item.closest('[hidden]')).length,
    cautious: ticked.filter(({ confirm }) => confirm),
  };
}

/** Says above the accounts, and on the button that approves, how much is ticked. */
export function showTally(cards: readonly Card[]): void {
  const { credentials, accounts, unshown } = tallyOf(cards);
  const what = count(credentials, 'credential');
  byId('tally', HTMLElement).textContent = `Ticked: ${what} in ${count(accounts, 'account')}`;
  byId('unshown', HTMLElement).textContent = unshown > 0 ? ` (${unshown} of the ticks not shown)` : '';
  byId('approve', HTMLButtonElement).textContent =
    credentials > 0 ? `${verb()} ${what}…` : `${verb()} the ticked credentials`;
}

/** What the button that approves does with what is ticked: a rehearsal deletes nothing. */
export const verb = () => byId('decision', HTMLFormElement).dataset.verb ?? '';
