import { acknowledgedText } from '../../lambdas/report/unsettled';
import type { Outcome, ReportedAccount } from '../../lambdas/run/report-shapes';
import { shortKindNouns } from './credential-counts';
import { printable } from './printable';

/** The outcomes that need somebody's attention come first. */
const order: readonly Outcome[] = ['failed', 'unknown', 'expired', 'kept', 'purged', 'skipped', 'clean'];

/** Accounts of one outcome about which the same is to be said. */
export interface AccountGroup {
  outcome: Outcome;
  accounts: ReportedAccount[];
  /** Empty where the outcome says it all. */
  notes: Note[];
}

interface Note {
  /** Empty where it goes on under the label above. */
  label: 'Why' | 'To do' | '';
  text: string;
}

/** Groups a report's accounts, since many failures often have one cause; those that need attention come first. */
export function groupAccounts(accounts: readonly ReportedAccount[]): AccountGroup[] {
  const groups = new Map<string, AccountGroup>();
  for (const account of accounts) {
    const key = JSON.stringify([account.outcome, withoutAccountId(account)]);
    const group = groups.get(key);
    if (group) {
      group.accounts.push(account);
      group.notes = withoutAccountId(account);
    } else {
      groups.set(key, { outcome: account.outcome, accounts: [account], notes: notesOn(account) });
    }
  }
  return [...groups.values()].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
}

/** AWS's messages name the account; apart from that, many are alike. */
function withoutAccountId(account: ReportedAccount): Note[] {
  return notesOn(account).map(({ label, text }) => ({
    label,
    text: text.replaceAll(account.accountId, '<account ID>'),
  }));
}

function notesOn(account: ReportedAccount): Note[] {
  const { reason, remaining, remedy } = account;
  const others = remaining
    .filter(({ why }) => why !== '' && why !== reason)
    .map(({ kind, why }) => `${shortKindNouns[kind]}: ${why}`);
  const whys = [reason, acknowledgedText(account), ...new Set(others)].filter(Boolean);
  return [
    ...whys.map((text, index): Note => ({ label: index === 0 ? 'Why' : '', text: printable(text) })),
    ...(remedy ? [{ label: 'To do' as const, text: printable(remedy) }] : []),
  ];
}
