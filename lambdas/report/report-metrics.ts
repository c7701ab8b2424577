import { type CredentialKind, credentialKinds } from '../run/model';
import type { Report } from '../run/report-shapes';
import { findingsOf, isBack, unknownIn } from './findings';

/** The metric that counts the credentials of a kind which were left when the whole organization was last looked at. */
export const leftMetrics: Record<CredentialKind, string> = {
  'signing-certificates': 'SigningCertificatesLeft',
  'access-keys': 'AccessKeysLeft',
  'login-profile': 'PasswordsLeft',
  'mfa-devices': 'MfaDevicesLeft',
};

/** The metrics of a report. How far the organization is, only a run over all of it can tell; a rehearsal counts as none. */
export function reportMetrics(report: Report, wholeOrganization: boolean): Record<string, number> {
  if (report.mode === 'rehearsal') return {};
  const { accounts } = report;
  const left = findingsOf(report).flatMap((finding) => finding.left);
  const unknown = unknownIn(report).filter(({ acknowledged }) => !acknowledged);
  return {
    CredentialsDeleted: accounts.reduce((sum, { deleted }) => sum + deleted.length, 0),
    RootCredentialsFound: left.length,
    RootCredentialsBack: left.filter(isBack).length,
    LongestUnknownRuns: Math.max(0, ...unknown.map(({ sinceLast }) => sinceLast?.unknown?.runs ?? 0)),
    ...(wholeOrganization && organizationMetrics(report)),
  };
}

function organizationMetrics({ outcomes, accounts, finishedAt }: Report): Record<string, number> {
  const { clean = 0, purged = 0, kept = 0, expired = 0, failed = 0, unknown = 0 } = outcomes;
  const left = accounts.flatMap(({ remaining }) => remaining);
  const ages = left
    .filter(({ kind, createdAt }) => kind === 'access-keys' && createdAt)
    .map(({ createdAt = '' }) => (Date.parse(finishedAt) - Date.parse(createdAt)) / 86_400_000);
  return {
    AccountsWithoutRootCredentials: clean + purged,
    AccountsWithRootCredentials: kept + expired + failed,
    AccountsUnknown: unknown,
    OldestAccessKeyDays: Math.max(0, ...ages.map(Math.floor)),
    ...Object.fromEntries(
      credentialKinds.map((each) => [leftMetrics[each], left.filter(({ kind }) => kind === each).length]),
    ),
  };
}
