import type { Caller } from '../root-access/caller';
import type { Check } from './checks';

/** What `root-purge check` found out; `--json` prints it. */
export interface CheckResult {
  readonly ready: boolean;
  readonly caller: Caller;
  /** `null` where there is no organization, or it is not known. */
  readonly organizationId: string | null;
  /** The management account in words, for instance `the management account 111122223333`. */
  readonly management: string;
  readonly checks: readonly Check[];
  /** How many there are of each `Account.State`; `null` where they may not be listed. */
  readonly memberAccounts: Readonly<Record<string, number>> | null;
  /** Whether `root-purge enable` turns on something of what is off. */
  readonly enableHelps: boolean;
}
