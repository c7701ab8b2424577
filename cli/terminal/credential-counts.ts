import { type CredentialKind, credentialKinds } from '../../lambdas/run/model';
import type { ReportedAccount } from '../../lambdas/run/report-shapes';

/** A noun for one credential of each kind; a login profile is a password to everyone who has one. */
export const shortKindNouns: Record<CredentialKind, string> = {
  'signing-certificates': 'signing certificate',
  'access-keys': 'access key',
  'login-profile': 'password',
  'mfa-devices': 'MFA device',
};

/** What was deleted in an account: `2 access keys, 1 password` with no-break spaces in each count, or `-`. */
export function deletedText({ deleted }: ReportedAccount): string {
  const gone = deleted.filter(({ result }) => result === 'already-gone').length;
  const counts = countsByKind(deleted);
  return counts ? `${counts}${gone > 0 ? ` (${gone} already gone)` : ''}` : '-';
}

/** What is still there in an account and what nobody knows; `none` only where all four kinds were read. */
export function remainsText({ outcome, remaining, unknown }: ReportedAccount): string {
  if (outcome === 'skipped') return 'not read';
  if (remaining.length === 0 && unknown.length === credentialKinds.length) return 'unknown';
  const unread = unknown.map((kind) => nounFor(kind, kind === 'login-profile' ? 1 : 2)).join(', ');
  return [countsByKind(remaining), unread && `unknown: ${unread}`].filter(Boolean).join('; ') || 'none';
}

/** How many of each kind: `2 access keys, 1 password` with no-break spaces in each count; empty for none. */
export function countsByKind(credentials: ReadonlyArray<{ kind: CredentialKind }>): string {
  return credentialKinds
    .map((kind) => ({ kind, n: credentials.filter((other) => other.kind === kind).length }))
    .filter(({ n }) => n > 0)
    .map(({ kind, n }) => `${n} ${nounFor(kind, n)}`.replaceAll(' ', '\u00a0'))
    .join(', ');
}

function nounFor(kind: CredentialKind, n: number): string {
  return n === 1 ? shortKindNouns[kind] : `${shortKindNouns[kind]}s`;
}
