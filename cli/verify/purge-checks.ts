import type { CredentialRef } from '../../lambdas/run/model';
import { checkDecision } from './decision-check';
import { checkOutcomes } from './outcome-checks';
import { checkPlan } from './plan-check';
import { approvedIn, deletableIn, deletionsOf, type PurgeRun, secondLookOf } from './purge-run';
import { checked, type RecordCheck } from './record-check';
import { nameOf } from './run-files';

/** Everything that is asked of a purge or an audit, beside its digests. */
export function checkPurge(run: PurgeRun): RecordCheck[] {
  return [
    checkDecision(run),
    checkPlan(run),
    checkApprovedOnly(run),
    checkAccounted(run),
    checkOnce(run),
    checkPasswordFirst(run),
    checkClaims(run),
    checkOutcomes(run),
  ];
}

function checkApprovedOnly(run: PurgeRun): RecordCheck {
  const allowed = new Set(deletableIn(run).map(nameOf));
  const stray = (refs: readonly CredentialRef[], says: string) =>
    refs
      .filter((ref) => !allowed.has(nameOf(ref)))
      .map((ref) => `${nameOf(ref)} ${says}, and was not approved.`);
  const done = [...(run.results ?? [])].flatMap(([accountId, result]) =>
    deletionsOf(result).map(({ kind, id }) => ({ accountId, kind, id })),
  );
  const reported = run.report.accounts.flatMap(({ accountId, deleted }) =>
    deleted.map(({ kind, id }) => ({ accountId, kind, id })),
  );
  const listed = run.accounts?.mode === 'rehearsal' ? [] : (run.approved ?? []);
  const problems = [
    ...stray(done, 'was deleted, or tried'),
    ...stray(reported, 'is reported as deleted'),
    ...stray(listed, 'is in approved.json'),
  ];
  return checked('approved-only', [...new Set(problems)], withoutAccounts(run));
}

function checkAccounted(run: PurgeRun): RecordCheck {
  const listed = run.approved && new Set(run.approved.map(nameOf));
  const problems = approvedIn(run).flatMap((ref) => {
    const account = run.report.accounts.find(({ accountId }) => accountId === ref.accountId);
    const isNamed = [...(account?.deleted ?? []), ...(account?.remaining ?? [])].some(
      ({ kind, id }) => kind === ref.kind && id === ref.id,
    );
    return [
      ...(isNamed || account?.unknown.includes(ref.kind)
        ? []
        : [`${nameOf(ref)} was approved, and report.json does not say what became of it.`]),
      ...(listed?.has(nameOf(ref)) === false
        ? [`${nameOf(ref)} was approved, and is not in approved.json.`]
        : []),
    ];
  });
  return checked('accounted', problems);
}

function checkOnce({ accounts, report, plan }: PurgeRun): RecordCheck {
  if (!accounts)
    return checked('once', [], ['There is no accounts.json, which says whom the run was about.']);
  const targets = accounts.targets.map(({ accountId }) => accountId);
  const all = [...targets, ...accounts.skipped.map(({ accountId }) => accountId)];
  return checked('once', [
    ...unlike(
      all,
      report.accounts.map(({ accountId }) => accountId),
      'report.json',
    ),
    ...(plan
      ? unlike(
          targets,
          plan.accounts.map(({ accountId }) => accountId),
          'plan.json',
        )
      : []),
  ]);
}

/** Each ID that is not in a file exactly once, and each that should not be there. */
export function unlike(expected: readonly string[], found: readonly string[], file: string): string[] {
  const times = count(found);
  return [
    ...expected
      .filter((id) => times.get(id) !== 1)
      .map((id) => `${id} is in ${file} ${times.get(id) ?? 0} times, instead of once.`),
    ...[...times.keys()]
      .filter((id) => !expected.includes(id))
      .map((id) => `${id} is in ${file}, and the run was not about it.`),
  ];
}

function count(ids: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}

function checkPasswordFirst(run: PurgeRun): RecordCheck {
  const missing: string[] = [];
  const problems = [...(run.results ?? [])].flatMap(([accountId, result]) => {
    const deletions = deletionsOf(result);
    const devices = deletions.filter(({ kind, result }) => kind === 'mfa-devices' && result === 'deleted');
    const [password] = deletions.filter(({ kind }) => kind === 'login-profile');
    if (devices.length === 0 || !password) return [];
    const stays = secondLookOf(result)?.['login-profile'].state === 'present' && password.result === 'failed';
    return devices.flatMap((device) => {
      const name = nameOf({ accountId, ...device });
      if (stays) return [`${name} was deactivated, and the password is still there.`];
      if (!device.at || !password.at) missing.push(`${accountId}: the results do not say when.`);
      else if (device.at < password.at)
        return [`${name} was deactivated at ${device.at}, before the password at ${password.at}.`];
      return [];
    });
  });
  return checked('password-first', problems, [...new Set(missing)]);
}

function checkClaims({ report, results, accounts }: PurgeRun): RecordCheck {
  const problems = report.accounts.flatMap(({ accountId, deleted }) => {
    const result = results?.get(accountId);
    const done = deletionsOf(result);
    return deleted.flatMap((claim) => {
      const same = done.find(({ kind, id }) => kind === claim.kind && id === claim.id);
      const look = secondLookOf(result)?.[claim.kind];
      const isListed = look?.state === 'present' && look.credentials.some(({ id }) => id === claim.id);
      const isGone = look !== undefined && look.state !== 'unknown' && !isListed;
      const isBacked = claim.result === same?.result || (claim.result === 'already-gone' && isGone);
      const name = nameOf({ accountId, ...claim });
      if (!isBacked) return [`${name} is reported as ${claim.result}, and no result says so.`];
      return isListed ? [`${name} is reported as ${claim.result}, and the second look found it.`] : [];
    });
  });
  return checked('claims', [...problems, ...sharedRequests(results)], withoutAccounts({ accounts }));
}

/** AWS gives each request an ID of its own, so no two deletions share one. */
function sharedRequests(results: PurgeRun['results']): string[] {
  const first = new Map<string, string>();
  return [...(results ?? [])].flatMap(([accountId, result]) =>
    deletionsOf(result).flatMap(({ kind, id, requestId }) => {
      const name = nameOf({ accountId, kind, id });
      const other = requestId === undefined ? undefined : first.get(requestId);
      if (requestId !== undefined && other === undefined) first.set(requestId, name);
      return other === undefined ? [] : [`${name} and ${other} have one request, ${requestId}.`];
    }),
  );
}

const withoutAccounts = ({ accounts }: Pick<PurgeRun, 'accounts'>) =>
  accounts ? [] : ['There is no accounts.json, which says what the run was for.'];
