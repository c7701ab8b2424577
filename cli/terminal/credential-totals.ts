import { type CredentialKind, credentialKinds } from '../../lambdas/run/model';
import type { AnyReport } from '../../lambdas/tasks/shapes';

/** A number for each kind of root credentials. */
export type ByKind = Readonly<Record<CredentialKind, number>>;

/** What a run came to, over all of its accounts. */
export interface CredentialTotals {
  /** Credentials that it found. */
  readonly found: ByKind;
  /** Credentials that were there at its end, what appeared meanwhile included. */
  readonly left: ByKind;
  /** Accounts in which nobody knows. */
  readonly unknown: ByKind;
}

/** The totals of the report of a purge, an audit or a rehearsal; `null` where there is none. */
export function totalsOf(report: AnyReport | undefined): CredentialTotals | null {
  if (report?.kind !== 'purge') return null;
  const all = <Of extends 'deleted' | 'remaining' | 'appearedSincePlan'>(of: Of) =>
    byKind(report.accounts.flatMap((account) => account[of].map(({ kind }) => kind)));
  const [deleted, left, appeared] = [all('deleted'), all('remaining'), all('appearedSincePlan')];
  return {
    found: eachKind((kind) => deleted[kind] + left[kind] - appeared[kind]),
    left,
    unknown: byKind(
      report.accounts.flatMap(({ outcome, unknown }) => (outcome === 'skipped' ? [] : unknown)),
    ),
  };
}

/**
 * What to say where an audit fails for what it found of these kinds; empty where it does not. What nobody could read
 * is not known to be gone.
 */
export function failedFor(kinds: readonly CredentialKind[], report: AnyReport | undefined): string {
  if (kinds.length === 0) return '';
  const totals = totalsOf(report);
  if (totals && sumOf(totals.found, kinds) + sumOf(totals.unknown, kinds) === 0) return '';
  const found = totals ? foundText(totals, kinds) : 'what was found is not known';
  return `Exit status 2, as --fail-on found says: ${found}.`;
}

/** How many credentials of these kinds were found, and whether there may be more. */
function foundText({ found, unknown }: CredentialTotals, kinds: readonly CredentialKind[]): string {
  return `${sumOf(found, kinds)} found${sumOf(unknown, kinds) > 0 ? ', and what could not be read' : ''}`;
}

/** How many there are of these kinds. */
export function sumOf(counts: ByKind, kinds: readonly CredentialKind[] = credentialKinds): number {
  return kinds.reduce((sum, kind) => sum + counts[kind], 0);
}

const byKind = (kinds: readonly CredentialKind[]) =>
  eachKind((wanted) => kinds.filter((kind) => kind === wanted).length);

function eachKind(countOf: (kind: CredentialKind) => number): ByKind {
  return {
    'signing-certificates': countOf('signing-certificates'),
    'access-keys': countOf('access-keys'),
    'login-profile': countOf('login-profile'),
    'mfa-devices': countOf('mfa-devices'),
  };
}
