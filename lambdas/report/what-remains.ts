import { sameAs } from '../credentials/credential-ids';
import { deletionsIn } from '../credentials/readings';
import {
  type ApprovedAccount,
  type Credential,
  type CredentialKind,
  type CredentialLeftAlone,
  credentialKinds,
  type Decision,
  type Failure,
  type PlannedAccount,
  type Reading,
  type Readings,
  type StageResult,
} from '../run/model';
import type { Remaining, ReportedAccount } from '../run/report-shapes';
import { type Explanation, explain, failureOfCaught } from './explain';

/** What is known about an account after its stages ran. */
interface PurgedAccount {
  readonly planned: PlannedAccount;
  readonly approved: ApprovedAccount;
  readonly stages: readonly StageResult[];
  /** `undefined` where nobody could look again. */
  readonly readings: Readings | undefined;
  readonly decision: Decision | undefined;
}

/** A credential that is still there, or may be, and what that means for the account. */
interface RemainingCredential extends Remaining {
  readonly cause: 'failed' | 'kept' | 'appeared';
  readonly remedy: string;
}

/**
 * Why the plan left a credential out of scope: a standing exception, or what the run was asked for. MFA devices are
 * out of scope also where their password stays, or may be there.
 */
export function whyNotOffered(
  { kind, why }: CredentialLeftAlone,
  { outOfScope, unknown }: PlannedAccount,
): string {
  if (why) return why;
  const passwordMayStay = [...outOfScope, ...unknown].some((other) => other.kind === 'login-profile');
  return kind === 'mfa-devices' && passwordMayStay
    ? 'The password stays or could not be read, so its MFA devices stay.'
    : 'Not among what this run was asked to delete.';
}

/** The failure of work on an account that ended without saying anything itself. */
export const noResult: Failure = {
  call: 'PurgeAccounts',
  error: 'NoResult',
  message: 'The work on this account ended without a result.',
};

/** Why a credential stays that was offered and not approved, with who decided. */
export function keptBy(decision: Decision | undefined): string {
  return decision && 'decidedBy' in decision ? `${decision.decidedBy} kept it.` : 'It was not approved.';
}

/** Why a credential stays that was approved in a rehearsal, with who decided. */
export function rehearsed(decision: Decision | undefined): string {
  const who = decision && 'decidedBy' in decision ? `${decision.decidedBy} approved it` : 'It was approved';
  return `${who}, in a rehearsal: nothing is deleted.`;
}

/** The approved credentials that are gone: deleted, gone before, or (where an answer was lost) not found any more. */
export function listDeleted({ approved, stages, readings }: PurgedAccount): ReportedAccount['deleted'] {
  const deletions = deletionsIn(stages);
  return credentialKinds.flatMap((kind) =>
    approved.credentials[kind].flatMap((id) => {
      const deletion = deletions.find(sameAs({ kind, id }));
      if (isListed(readings?.[kind], id)) return [];
      if (deletion && deletion.result !== 'failed') return [{ kind, id, result: deletion.result }];
      return wasRead(readings?.[kind]) ? [{ kind, id, result: 'already-gone' as const }] : [];
    }),
  );
}

function isListed(reading: Reading | undefined, id: string): boolean {
  return reading?.state === 'present' && reading.credentials.some((credential) => credential.id === id);
}

function wasRead(reading: Reading | undefined): boolean {
  return reading !== undefined && reading.state !== 'unknown';
}

/** What the verification found; of a kind that it could not read, what was planned and is not known to be gone. */
export function listRemaining(account: PurgedAccount): RemainingCredential[] {
  return credentialKinds.flatMap((kind) =>
    stillThere(kind, account).map((credential) => ({
      kind,
      id: credential.id,
      createdAt: credential.createdAt,
      ...whyStillThere(credential, account),
    })),
  );
}

function stillThere(kind: CredentialKind, { planned, stages, readings }: PurgedAccount): Credential[] {
  const reading = readings?.[kind];
  if (reading?.state === 'present') return reading.credentials;
  if (reading?.state === 'absent') return [];
  const gone = new Set(
    deletionsIn(stages)
      .filter((deletion) => deletion.kind === kind && deletion.result !== 'failed')
      .map(({ id }) => id),
  );
  return [...planned.credentials, ...planned.outOfScope].filter(
    (credential) => credential.kind === kind && !gone.has(credential.id),
  );
}

function whyStillThere(
  credential: Credential,
  account: PurgedAccount,
): Pick<RemainingCredential, 'cause' | 'why' | 'remedy'> {
  const { kind, id } = credential;
  const same = sameAs(credential);
  if (account.approved.credentials[kind].includes(id)) {
    const { reason, remedy } = whyNotDeleted(kind, id, account.stages);
    return { cause: 'failed', why: reason, remedy };
  }
  if (account.planned.credentials.some(same))
    return { cause: 'kept', why: keptBy(account.decision), remedy: '' };
  const notOffered = account.planned.outOfScope.find(same);
  if (notOffered) return { cause: 'kept', why: whyNotOffered(notOffered, account.planned), remedy: '' };
  if (account.planned.unknown.some((unknown) => unknown.kind === kind)) {
    const why = 'It could not be read when the plan was made, so nobody was asked about it.';
    return { cause: 'failed', why, remedy: 'Run again.' };
  }
  return { cause: 'appeared', why: 'It appeared since the plan and was left alone.', remedy: 'Run again.' };
}

/** The states that delete: a caught error names the one that it was caught in. */
const stateThatDeletes: Record<CredentialKind, string> = {
  'signing-certificates': 'DeleteSigningCertificates',
  'access-keys': 'DeleteAccessKeys',
  'login-profile': 'DeleteLoginProfile',
  'mfa-devices': 'DeactivateMfaDevices',
};

function whyNotDeleted(kind: CredentialKind, id: string, stages: readonly StageResult[]): Explanation {
  const deletion = deletionsIn(stages).find(sameAs({ kind, id }));
  if (deletion && deletion.result !== 'failed') return explain(stillListed);
  if (deletion) return explain(deletion.failure ?? noResult);
  const caught = stages
    .flatMap((stage) => ('caught' in stage ? stage.caught : []))
    .find(({ state }) => state === stateThatDeletes[kind]);
  return explain(caught ? failureOfCaught(caught) : noResult);
}

const stillListed: Failure = {
  call: 'VerifyAccount',
  error: 'DeletedCredentialStillListedError',
  message: 'The credential is listed after its deletion.',
};
