import type { TargetedAccounts } from '../run/model';
import type { ReportedAccount } from '../run/report-shapes';
import { count } from './words';

/**
 * How far the accounts of a run are free of root credentials, in one sentence, for instance `487 of 492 member
 * accounts hold no root credentials; 3 unknown, 2 suspended.`
 */
export function coverageSentence(
  { wholeOrganization, skipped }: Pick<TargetedAccounts, 'wholeOrganization' | 'skipped'>,
  reported: readonly Pick<ReportedAccount, 'outcome'>[],
): string {
  const notLookedAt = skipped.map(({ why }) => why).filter((why) => why !== 'management account');
  const holdNone = reported.filter(({ outcome }) => outcome === 'clean' || outcome === 'purged').length;
  const others = reported
    .map(({ outcome }) => outcome)
    .filter((outcome) => outcome !== 'clean' && outcome !== 'purged');
  const total = reported.length + notLookedAt.length;
  const accounts = count(total, wholeOrganization ? 'member account' : 'selected account');
  const verb = total === 1 ? 'holds' : 'hold';
  const rest = tally([...others, ...notLookedAt]);
  return `${holdNone.toLocaleString('en-US')} of ${accounts} ${verb} no root credentials${rest ? `; ${rest}` : ''}.`;
}

function tally(words: readonly string[]): string {
  return [...new Set(words)]
    .map((word) => `${words.filter((other) => other === word).length.toLocaleString('en-US')} ${word}`)
    .join(', ');
}
