import type { Caller } from '../root-access/caller';
import type { Check } from './checks';

/** What `check --json` prints. */
export interface CheckResult {
  readonly ready: boolean;
  readonly caller: Caller;
  /** In words, for instance `the management account 111122223333`. */
  readonly management: string;
  readonly checks: readonly Check[];
  /** How many there are of each `Account.State`; `null` where they may not be listed. */
  readonly memberAccounts: Readonly<Record<string, number>> | null;
  /** Whether `root-purge enable` turns on something of what is off. */
  readonly enableHelps: boolean;
}
