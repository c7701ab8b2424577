import { Decision, Plan } from '../../lambdas/run/model';
import { Report, type ReportedAccount } from '../../lambdas/run/report-shapes';
import { type Account, type Credentials, loginProfileId, mfaDeviceId } from '../../local-aws';
import { askedFor } from './support/cases';
import type { LogEntry } from './support/event-log';
import type { Evidence } from './support/run-case';
import { secretSearch } from './support/secrets';

/** Says how a promise was broken, once for each time; nothing where it was kept. */
type PromiseCheck = (evidence: Evidence) => string[];

type Deleted = Extract<LogEntry, { type: 'deleted' }>;

const deletedIn = ({ world }: Evidence) =>
  world.log.entries.filter((entry): entry is Deleted => entry.type === 'deleted');

function reportOf({ world, run }: Evidence): Report | undefined {
  const text = world.object(`runs/${run}/report.json`);
  return text === undefined ? undefined : Report.parse(JSON.parse(text));
}

function decisionOf({ world, run }: Evidence): Decision | undefined {
  const text = world.object(`runs/${run}/decision.json`);
  return text === undefined ? undefined : Decision.parse(JSON.parse(text));
}

const kindOf: Record<string, string> = {
  'iam:DeleteSigningCertificate': 'signing-certificates',
  'iam:DeleteAccessKey': 'access-keys',
  'iam:DeleteLoginProfile': 'login-profile',
  'iam:DeactivateMFADevice': 'mfa-devices',
};

const keyOf = ({ accountId, operation, detail }: Deleted) => `${accountId}/${kindOf[operation]}/${detail}`;

/** `accountId/kind/id` of everything an account holds. */
export function held({ id, credentials }: Account): string[] {
  return idsOf(credentials).map((key) => `${id}/${key}`);
}

function idsOf({ accessKeys, signingCertificates, mfaDevices, loginProfile }: Credentials): string[] {
  return [
    ...accessKeys.map(({ accessKeyId }) => `access-keys/${accessKeyId}`),
    ...signingCertificates.map(({ certificateId }) => `signing-certificates/${certificateId}`),
    ...mfaDevices.map((device) => `mfa-devices/${mfaDeviceId(device)}`),
    ...(loginProfile ? [`login-profile/${loginProfileId(loginProfile)}`] : []),
  ];
}

/** Nobody can see a password, or an MFA device, that comes between the look at it and its deletion. */
function cameUnseen(evidence: Evidence, { accountId, operation, detail }: Deleted): boolean {
  const { world } = evidence;
  const lookers: Record<string, string> = {
    'iam:DeleteLoginProfile': 'DeleteLoginProfile',
    'iam:DeactivateMFADevice': 'DeactivateMfaDevices',
  };
  const looked = lastLook(evidence, accountId, lookers[operation] ?? '');
  return world.log.entries
    .slice(looked + 1)
    .some((entry) => entry.type === 'appeared' && entry.accountId === accountId && entry.id === detail);
}

/** What the approver whose approval counts had ticked; nothing where what counts is something else. */
function approvedIn(evidence: Evidence): Set<string> {
  const decision = decisionOf(evidence);
  const approver = decision?.decision === 'APPROVED' ? decision.decidedBy : undefined;
  return new Set(
    evidence.submissions
      .filter((submission) => submission.approver === approver && submission.decision === 'approve')
      .flatMap(({ credentials }) => credentials),
  );
}

const onlyApproved: PromiseCheck = (evidence) => {
  const approved = approvedIn(evidence);
  return deletedIn(evidence)
    .filter((entry) => !approved.has(keyOf(entry)) && !cameUnseen(evidence, entry))
    .map((entry) => `deleted without approval: ${keyOf(entry)}`);
};

/** An audit and a rehearsal change nothing, whatever is decided, and no session that could is even asked for. */
const onlyPurgesDelete: PromiseCheck = (evidence) => {
  const { mode = 'purge' } = evidence.input;
  if (mode === 'purge') return [];
  const opened = evidence.world.log.entries.filter(
    (entry) => entry.type === 'invoked' && entry.functionName === 'AssumeRootToPurge',
  );
  return [
    ...deletedIn(evidence).map((entry) => `a run of mode ${mode} deleted ${keyOf(entry)}`),
    ...opened.map(() => `a run of mode ${mode} asked for a session that can delete`),
  ];
};

const neverWeaker: PromiseCheck = ({ world }) =>
  world.log.entries.flatMap((entry, index) => {
    if (entry.type !== 'deleted' || entry.operation !== 'iam:DeactivateMFADevice' || !entry.passwordThere)
      return [];
    const looked = world.log.entries
      .slice(0, index)
      .findLastIndex((other) => other.type === 'invoked' && other.functionName === 'DeactivateMfaDevices');
    // Nobody can see a password that comes between the look and the deletion.
    const cameSince = world.log.entries
      .slice(looked, index)
      .some((other) => other.type === 'appeared' && other.accountId === entry.accountId);
    return cameSince ? [] : [`MFA deactivated while the password was there: ${keyOf(entry)}`];
  });

const claimsAreTrue: PromiseCheck = (evidence) => {
  const { world } = evidence;
  const claimed =
    reportOf(evidence)?.accounts.filter(({ outcome }) => ['clean', 'purged'].includes(outcome)) ?? [];
  return claimed.flatMap(({ accountId, outcome }) => {
    const account = world.organization.accounts.find(({ id }) => id === accountId);
    if (!account) return [`${outcome}, and not a member account: ${accountId}`];
    const since = appearedSince(
      evidence,
      accountId,
      outcome === 'clean' ? 'InspectCredentials' : 'VerifyAccount',
    );
    const hidden = held(account).filter((key) => !since.includes(key));
    return hidden.map((key) => `${outcome}, and holds ${key}`);
  });
};

const kinds = {
  accessKeys: 'access-keys',
  signingCertificates: 'signing-certificates',
  mfaDevices: 'mfa-devices',
  loginProfile: 'login-profile',
};

/** What somebody created after this function had its last look at the account. */
function appearedSince(evidence: Evidence, account: string, functionName: string): string[] {
  return appearedBetween(evidence, account, lastLook(evidence, account, functionName));
}

/** Where in the log this function was last invoked for the account; -1 where it never was. */
function lastLook({ world }: Evidence, account: string, functionName: string): number {
  return world.log.lastIndex(
    (entry) => entry.type === 'invoked' && entry.functionName === functionName && entry.accountId === account,
  );
}

function appearedBetween({ world }: Evidence, account: string, after: number, before?: number): string[] {
  return world.log.entries
    .slice(after + 1, before)
    .flatMap((entry) =>
      entry.type === 'appeared' && entry.accountId === account
        ? `${account}/${kinds[entry.kind]}/${entry.id}`
        : [],
    );
}

/** An account that still holds what a purge was to delete is no success, unless it came back after the last look. */
const failuresAreTold: PromiseCheck = (evidence) => {
  if (evidence.input.mode === 'rehearsal') return [];
  const { world, result } = evidence;
  const approved = approvedIn(evidence);
  const outcomes = new Map(
    reportOf(evidence)?.accounts.map(({ accountId, outcome }) => [accountId, outcome] as const),
  );
  return world.organization.accounts.flatMap((account) => {
    const wasSeen = lastLook(evidence, account.id, 'VerifyAccount') >= 0;
    const since = wasSeen ? appearedSince(evidence, account.id, 'VerifyAccount') : [];
    const left = held(account).filter((key) => approved.has(key) && !since.includes(key));
    const outcome = outcomes.get(account.id) ?? 'unknown';
    return left.flatMap((key) => [
      ...(['failed', 'unknown'].includes(outcome)
        ? []
        : [`${key} was approved, is there, and is ${outcome}`]),
      ...(result.status === 'SUCCEEDED' ? [`SUCCEEDED, and ${key}, which was approved, is there`] : []),
    ]);
  });
};

/** What came between the plan and the last look, and stayed, is told as such. */
const arrivalsAreTold: PromiseCheck = (evidence) => {
  const { world, run } = evidence;
  const report = reportOf(evidence);
  const text = world.object(`runs/${run}/plan.json`);
  if (!report || text === undefined) return [];
  const planned = new Map(
    Plan.parse(JSON.parse(text)).accounts.map((account) => [account.accountId, account]),
  );
  return report.accounts.flatMap(({ accountId, appearedSincePlan, unknown }) => {
    const account = world.organization.accounts.find(({ id }) => id === accountId);
    const plan = planned.get(accountId);
    const looked = lastLook(evidence, accountId, 'VerifyAccount');
    if (!account || !plan || looked < 0) return [];
    const inspected = lastLook(evidence, accountId, 'InspectCredentials');
    const unread = [...unknown, ...plan.unknown.map(({ kind }) => kind)];
    const shown = [...plan.credentials, ...plan.outOfScope].map(
      ({ kind, id }) => `${accountId}/${kind}/${id}`,
    );
    const told = appearedSincePlan.map(({ kind, id }) => `${accountId}/${kind}/${id}`);
    const stayed = new Set(held(account));
    return appearedBetween(evidence, accountId, inspected, looked)
      .filter((key) => stayed.has(key) && !shown.includes(key) && !told.includes(key))
      .filter((key) => !unread.some((kind) => key.startsWith(`${accountId}/${kind}/`)))
      .map((key) => `${key} appeared since the plan, and nobody is told`);
  });
};

/** Every deletion is in the report, or the account is one that failed or is unknown. */
const deletionsAreTold: PromiseCheck = (evidence) => {
  const report = reportOf(evidence);
  if (!report) return [];
  const byId = new Map(report.accounts.map((account) => [account.accountId, account]));
  return deletedIn(evidence)
    .filter((entry) => !isTold(entry, byId.get(entry.accountId)) && !cameUnseen(evidence, entry))
    .map((entry) => `deleted and not told: ${keyOf(entry)}`);
};

function isTold({ operation, detail }: Deleted, account: ReportedAccount | undefined): boolean {
  if (!account) return false;
  if (['failed', 'unknown'].includes(account.outcome)) return true;
  return account.deleted.some(({ kind, id }) => kind === kindOf[operation] && id === detail);
}

const noSecretLeft: PromiseCheck = ({ world, run, execution, result }) => {
  const left: Record<string, string> = {
    ...world.files(),
    history: JSON.stringify(execution.history),
    result: JSON.stringify(result),
    logs: world.logs(),
    events: world.events.join('\n'),
  };
  const links = world.emails.flatMap(({ to, message }) => {
    const [, secret] = new RegExp(`/runs/${run}/([\\w-]{43})`).exec(message) ?? [];
    return secret ? [{ to, secret }] : [];
  });
  const secretsAndLinks = secretSearch([...world.secrets.all, ...links.map(({ secret }) => secret)]);
  const secrets = secretSearch(world.secrets.all);
  const inWhatIsLeft = Object.entries(left).flatMap(([place, text]) =>
    secretsAndLinks(text).map(() => `a secret in ${place}`),
  );
  const inEmails = world.emails.flatMap(({ to, message }) => [
    ...secrets(message).map(() => 'a secret in an email'),
    ...links
      .filter((link) => link.to !== to && message.includes(link.secret))
      .map(() => 'a link of someone else'),
  ]);
  return [...inWhatIsLeft, ...inEmails];
};

const oneDecision: PromiseCheck = ({ world, submissions, writesByLooking }) => {
  const accepted = new Set(
    submissions.filter(({ status }) => status === 303).map(({ approver }) => approver),
  );
  return [
    ...(writesByLooking > 0 ? [`${writesByLooking} objects written by looking at the page`] : []),
    ...(accepted.size > 1 ? ['two approvers were told that they decided'] : []),
    ...(world.writesOf('decision.json') > 1 ? ['the decision was written twice'] : []),
  ];
};

const rightRoot: PromiseCheck = ({ world }) => {
  const identified = new Set<string>();
  return world.log.entries.flatMap((entry) => {
    if (entry.type !== 'called') return [];
    if (entry.operation === 'GetCallerIdentity') identified.add(entry.accessKeyId);
    const isChange = /^(Delete|Deactivate|Create|Update)/.test(entry.operation);
    return isChange && !identified.has(entry.accessKeyId)
      ? [`${entry.operation} before anyone asked whose root it is`]
      : [];
  });
};

const outsidersUntouched: PromiseCheck = ({ world: { organization, before } }) => {
  const { managementAccount, operator } = organization;
  const touched = [
    ['the management account', managementAccount.credentials, before.managementAccount.credentials],
    ['the operator', operator.credentials, before.operator.credentials],
  ] as const;
  return touched
    .filter(([, now, then]) => JSON.stringify(now) !== JSON.stringify(then))
    .map(([whose]) => `${whose} lost credentials`);
};

const entryOf = (accountId: string, isSkipped: boolean) => `${accountId}${isSkipped ? ' skipped' : ''}`;

const everyAccountOnce: PromiseCheck = (evidence) => {
  const { result, world, run, execution } = evidence;
  const report = reportOf(evidence);
  if (!report) return withoutReport(evidence);
  const reported = report.accounts
    .map(({ accountId, outcome }) => entryOf(accountId, outcome === 'skipped'))
    .sort();
  const asked = askedFor(world.before, evidence.input);
  const expected = asked.map(({ id, isSkipped }) => entryOf(id, isSkipped)).sort();
  const targets = new Set(asked.filter(({ isSkipped }) => !isSkipped).map(({ id }) => id));
  const strays = world.log.entries.flatMap((entry) =>
    entry.type === 'invoked' && entry.accountId !== '' && !targets.has(entry.accountId)
      ? [`${entry.functionName} in ${entry.accountId}, which nobody asked for`]
      : [],
  );
  const unsettled = report.accounts.filter(({ outcome }) => ['failed', 'unknown'].includes(outcome)).length;
  const isOver = execution.history.some(({ type }) => type === 'ExecutionSucceeded');
  return [
    ...(JSON.stringify(reported) === JSON.stringify(expected) ? [] : [`reported ${reported} of ${expected}`]),
    ...strays,
    ...(isOver && unsettled > 0 ? [`SUCCEEDED with ${unsettled} unsettled accounts`] : []),
    ...(result.status !== 'SUCCEEDED' && result.status !== 'FAILED' ? [`ended ${result.status}`] : []),
    ...(world.object(`runs/${run}/accounts.json`) ? [] : ['a report without a list of accounts']),
  ];
};

/** Only where the list could not be made, or the report could not be written, is there none. */
function withoutReport({ result, execution }: Evidence): string[] {
  const last = execution.history.findLast(({ type }) => type?.endsWith('StateEntered'))
    ?.stateEnteredEventDetails?.name;
  const isExcused = last === 'ListAccounts' || last === 'WriteReport';
  return isExcused && result.status === 'FAILED' ? [] : [`${result.status} at ${last} without a report`];
}

/** Whatever goes wrong, the roles may do all that it takes. */
const nothingDenied: PromiseCheck = ({ world }) => world.denied;

const everythingEnds: PromiseCheck = ({ world }) => [...new Set(world.endless)];

/** The promises of the workflow, each checked against what really happened and not against what it says of itself. */
export const promises: Record<string, PromiseCheck> = {
  'only what was approved is deleted': onlyApproved,
  'only a purge deletes': onlyPurgesDelete,
  'clean and purged are said only of accounts that hold nothing': claimsAreTrue,
  'what was deleted is told': deletionsAreTold,
  'what was approved and is still there is told': failuresAreTold,
  'what appeared since the plan is told': arrivalsAreTold,
  'no account is weaker than before': neverWeaker,
  'no secret is left anywhere': noSecretLeft,
  'one decision wins, and looking decides nothing': oneDecision,
  'nobody deletes before asking whose root it is': rightRoot,
  'the management account and the operator keep theirs': outsidersUntouched,
  'the roles of the template suffice': nothingDenied,
  'whatever is asked for, it ends': everythingEnds,
  'every account is reported once, and success means settled': everyAccountOnce,
};
