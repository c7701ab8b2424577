import { credentialKinds } from '../../lambdas/run/model';
import { outcomes, type ReportedAccount } from '../../lambdas/run/report-shapes';
import { type PurgeRun, plannedIn, secondLookOf } from './purge-run';
import { checked, type RecordCheck } from './record-check';

/** Whether each outcome is one that what was read allows, and each is counted. */
export function checkOutcomes(run: PurgeRun): RecordCheck {
  const { report, accounts } = run;
  const skipped = new Set(accounts?.skipped.map(({ accountId }) => accountId));
  const miscounted = outcomes
    .map((outcome) => ({
      outcome,
      said: report.outcomes[outcome] ?? 0,
      found: report.accounts.filter((account) => account.outcome === outcome).length,
    }))
    .filter(({ said, found }) => said !== found)
    .map(({ outcome, said, found }) => `report.json counts ${said} ${outcome}, and lists ${found}.`);
  const problems = report.accounts.flatMap((account) => {
    const why = contradiction(account, run, skipped.has(account.accountId));
    return why ? [`${account.accountId} is ${account.outcome}, and ${why}.`] : [];
  });
  return checked('outcomes', [...miscounted, ...problems]);
}

/** Why an account cannot have ended as the report says; `undefined` where it can. */
function contradiction(account: ReportedAccount, run: PurgeRun, isSkipped: boolean): string | undefined {
  const { accountId, outcome, remaining, unknown } = account;
  if (isSkipped !== (outcome === 'skipped'))
    return isSkipped ? 'accounts.json leaves it out' : 'accounts.json has it among the targets';
  switch (outcome) {
    case 'clean':
      return whyNotClean(accountId, run);
    case 'purged':
      return whyNotPurged(accountId, run);
    case 'kept':
      return remaining.length > 0 ? undefined : 'nothing remains in it';
    case 'expired':
      return run.decision?.decision === 'EXPIRED' ? undefined : 'the approval did not expire';
    case 'unknown':
      return unknown.length > 0 ? undefined : 'everything was read';
    default:
      return undefined;
  }
}

function whyNotClean(accountId: string, run: PurgeRun): string | undefined {
  const planned = plannedIn(run, accountId);
  if (!planned) return 'it is in no plan';
  const { credentials, outOfScope, unknown } = planned;
  if (credentials.length + outOfScope.length > 0) return 'the plan found credentials in it';
  return unknown.length > 0 ? 'not all four kinds were read' : undefined;
}

function whyNotPurged(accountId: string, { results }: PurgeRun): string | undefined {
  const readings = secondLookOf(results?.get(accountId));
  if (!readings) return 'nobody looked again';
  const left = credentialKinds.find((kind) => readings[kind].state !== 'absent');
  return left && `the second look found ${left} ${readings[left].state}`;
}
