import { stringify } from 'csv-stringify/sync';
import { sameAs } from '../credentials/credential-ids';
import type { KnownBy } from '../run/model';
import type { Report, ReportedAccount, ReportedCredential } from '../run/report-shapes';
import { starterOf } from './starter-words';
import { oneLine } from './visible-text';

/**
 * The report as CSV (RFC 4180, CRLF, UTF-8 with a byte order mark, without which Excel takes it for another encoding):
 * a header row, then a row for each credential, and one for each account without any, so that every row can be read
 * alone. Names and messages come from elsewhere: each stays on its line and in its reading direction, and an apostrophe
 * stands before what a spreadsheet would take for a formula.
 */
export function reportCsv(report: Report): string {
  const run = aboutRun(report);
  const rows = report.accounts.flatMap((account) => {
    const ofAccount = { ...run, ...aboutAccount(account) };
    const seen = account.credentials.map((credential) => aboutCredential(credential, account));
    return (seen.length > 0 ? seen : [{}]).map((credential) => ({ ...ofAccount, ...credential }));
  });
  return csvOf(columns, rows);
}

/** Rows in the same dialect, each harmless in the same way. */
export function csvOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, string | undefined>>[],
): string {
  return stringify(rows.map(visible), {
    bom: true,
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

type Cells = Partial<Record<(typeof columns)[number], string | undefined>>;

const columns = [
  ...(['run', 'mode', 'organizationId', 'executionArn', 'appVersion', 'startedAt', 'finishedAt'] as const),
  ...(['saidToBeStartedBy', 'startedBy', 'startedFrom', 'cloudTrail'] as const),
  ...(['requestReason', 'asked', 'verdict', 'decidedBy', 'decidedByName'] as const),
  ...(['proposedBy', 'proposedByName', 'proposedAt'] as const),
  'decidedByIdentity',
  ...(['decidedAt', 'decidedFrom', 'comment', 'planSha256', 'decisionSha256'] as const),
  ...([
    'accountId',
    'name',
    'email',
    'organizationalUnits',
    'outcome',
    'unknown',
    'reason',
    'remedy',
  ] as const),
  ...(['kind', 'id', 'createdAt', 'status', 'lastUsed', 'lastUsedAt', 'lastUsedService'] as const),
  ...(['lastUsedRegion', 'mfaDeviceType', 'note', 'inPlan', 'decision', 'deletion', 'deletedAt'] as const),
  ...(['requestId', 'failure', 'secondLook', 'secondLookAt', 'stillThereBecause'] as const),
  ...([
    'came',
    'knownSince',
    'wasKnown',
    'unknownRuns',
    'unknownSince',
    'answeredBy',
    'answeredUntil',
  ] as const),
] as const;

function aboutRun(report: Report): Cells {
  const { run, mode, startedAt, finishedAt, requestReason, version, asked, decision } = report;
  const { organization, origin, whoStarted } = report;
  const starter = whoStarted?.state === 'known' ? whoStarted : undefined;
  const byPerson = decision && 'decidedBy' in decision ? decision : undefined;
  return {
    ...{ run, mode, startedAt, finishedAt, requestReason, appVersion: version },
    organizationId: organization?.id,
    executionArn: origin?.executionArn,
    saidToBeStartedBy: origin?.startedBy,
    startedBy: starter && starterOf(starter),
    startedFrom: starter?.sourceIp,
    cloudTrail: whoStarted?.state,
    asked: asked?.approvers.join('; '),
    verdict: decision?.decision,
    decidedBy: byPerson?.decidedBy,
    decidedByName: byPerson?.name,
    proposedBy: byPerson?.proposal?.decidedBy,
    proposedByName: byPerson?.proposal?.name,
    proposedAt: byPerson?.proposal?.decidedAt,
    decidedByIdentity: identityIn(byPerson?.knownBy),
    decidedAt: decision?.decidedAt,
    decidedFrom: byPerson?.sourceIp,
    comment: byPerson?.comment,
    planSha256: report.planDigest,
    decisionSha256: report.decisionDigest,
  };
}

/** Nothing where a mailed link was enough: whose mailbox it was sent to is in `decidedBy`. */
function identityIn(knownBy: KnownBy | undefined): string | undefined {
  return knownBy?.kind === 'sign-in' ? `${knownBy.issuer} ${knownBy.subject}` : knownBy?.arn;
}

function aboutAccount(account: ReportedAccount): Cells {
  const { accountId, name, email, units, path, outcome, unknown, reason, remedy } = account;
  const { sinceLast, acknowledged } = account;
  return {
    ...{ accountId, name, email, outcome, reason, remedy },
    organizationalUnits: units?.join(' / ') ?? path,
    unknown: unknown.join('; '),
    unknownRuns: sinceLast?.unknown && String(sinceLast.unknown.runs),
    unknownSince: sinceLast?.unknown?.since,
    answeredBy: acknowledged?.owner,
    answeredUntil: acknowledged?.expires,
  };
}

function aboutCredential(credential: ReportedCredential, account: ReportedAccount): Cells {
  const { kind, id, createdAt, status, lastUsed, mfaDeviceType, note, inPlan, decision } = credential;
  const { deletion, secondLook, exception } = credential;
  const known = account.sinceLast?.found.find(sameAs(credential));
  const used = lastUsed.state === 'used' ? lastUsed : undefined;
  const still = account.remaining.find((other) => other.kind === kind && other.id === id);
  return {
    ...{ kind, id, createdAt, status, mfaDeviceType, note, inPlan, decision, secondLook },
    lastUsed: lastUsed.state,
    lastUsedAt: used?.at,
    lastUsedService: used?.service,
    lastUsedRegion: used?.region,
    deletion: deletion?.result,
    deletedAt: deletion?.at,
    requestId: deletion?.requestId,
    failure: deletion?.failure && `${deletion.failure.error}: ${deletion.failure.message}`,
    secondLookAt: account.secondLookAt,
    stillThereBecause: still?.why,
    came: known?.came,
    knownSince: known?.since,
    wasKnown: known && String(known.wasKnown),
    ...(exception && { answeredBy: exception.owner, answeredUntil: exception.expires }),
  };
}

/** The longest text that a cell of a spreadsheet takes is 32,767 characters. */
function visible(cells: Partial<Record<string, string | undefined>>): Partial<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(cells).map(([column, text = '']) => [column, disarmed(oneLine(text, 32_000))]),
  );
}

/**
 * Excel splits at semicolons where a comma is the decimal mark, and then pays no attention to the quotes around a cell
 * that began further left: what follows is a cell of its own, and may begin with a formula.
 */
function disarmed(text: string): string {
  return text.replace(/(;[\s"]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g, "$1'");
}
