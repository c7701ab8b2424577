import { serialNumberOf } from '../credentials/credential-ids';
import type { Credential, CredentialKind, Failure, LastUsed, MfaDeviceType } from '../run/model';
import type { Outcome } from '../run/report-shapes';
import { count, kindNames, momentFormat, recentDays } from './page-words';

export { count, kindNames, recentDays } from './page-words';

/** What people are shown of the ID of a credential: nothing of a password, and of an MFA device its serial number. */
export function shownId({ kind, id }: Pick<Credential, 'kind' | 'id'>): string {
  if (kind === 'login-profile') return '';
  return kind === 'mfa-devices' ? serialNumberOf(id) : id;
}

/** What one credential of each kind is called inside a sentence. */
export const kindNouns: Record<CredentialKind, string> = {
  'signing-certificates': 'signing certificate',
  'access-keys': 'access key',
  'login-profile': 'password (login profile)',
  'mfa-devices': 'MFA device',
};

/** What the credentials of each kind are called inside a sentence. */
export const kindPlurals: Record<CredentialKind, string> = {
  'signing-certificates': 'signing certificates',
  'access-keys': 'access keys',
  'login-profile': 'password (login profile)',
  'mfa-devices': 'MFA devices',
};

/** What each type of MFA device is called. */
export const mfaDeviceTypeNames: Record<MfaDeviceType, string> = {
  virtual: 'authenticator app (virtual)',
  'passkey-or-security-key': 'passkey or security key',
  hardware: 'hardware token',
};

/** Title and meaning of each outcome of an account, those that need attention first. */
export const outcomeWords: Record<Outcome, { title: string; meaning: string }> = {
  failed: { title: 'Failed', meaning: 'Something that was approved could not be deleted.' },
  unknown: { title: 'Unknown', meaning: 'Nothing certain can be said: not everything could be read.' },
  expired: { title: 'Expired', meaning: 'Nobody decided in time, so everything was left as it was.' },
  kept: {
    title: 'Kept',
    meaning:
      'Root user credentials are still there: nobody approved their deletion, or the run was to delete nothing.',
  },
  purged: {
    title: 'Purged',
    meaning: 'Approved credentials were deleted, and a second look found none left.',
  },
  clean: {
    title: 'Clean',
    meaning: 'All four kinds of root user credentials were read, and none was there.',
  },
  skipped: { title: 'Skipped', meaning: 'Not looked at in this run.' },
};

/** What every mail, page and report of a rehearsal says, before all else. */
export const rehearsalNotice = 'This is a rehearsal: nothing is deleted, whatever is decided.';

/** Outcomes in the order in which their words stand, which is that in which they deserve attention. */
export function inOrderOf<O extends string>(words: Record<O, unknown>, outcomes: readonly O[]): O[] {
  const order = Object.keys(words);
  return outcomes.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** How many of these ended how, each outcome counted, in the order given. */
export function countOutcomes<O extends string>(
  outcomes: readonly O[],
  ended: readonly { readonly outcome: O }[],
): Record<string, number> {
  const times = (outcome: O) => ended.filter((each) => each.outcome === outcome).length;
  return Object.fromEntries(outcomes.map((outcome) => [outcome, times(outcome)]));
}

/** A name or an address, shortened where it is longer than AWS would take one. */
export function clipped(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** A failure as AWS said it, in one line: `sts:AssumeRoot: AccessDenied – …`. */
export function failureText({ call, error, message }: Failure): string {
  return `${call}: ${error}${message ? ` – ${message}` : ''}`;
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const moment = new Intl.DateTimeFormat('en-GB', { ...momentFormat, timeZone: 'UTC' });

/** A day, `3 Mar 2026`, from an ISO 8601 time; a text that is no time stays as it is. */
export function dayText(iso: string): string {
  return formatted(day, iso);
}

/** A moment, `Tue, 3 Mar 2026, 14:05 UTC`, from an ISO 8601 time; a text that is no time stays as it is. */
export function momentText(iso: string): string {
  const text = formatted(moment, iso);
  return text === iso ? iso : `${text.replace(' at ', ', ')} UTC`;
}

/** A moment to the second, `2026-11-23 14:06:10 UTC`, from an ISO 8601 time: to be found in a log. */
export function secondText(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/, '$1 $2 UTC');
}

function formatted(format: Intl.DateTimeFormat, iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}

const dayMs = 86_400_000;

function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** How long ago something was, seen from `now`, both ISO 8601: `today`, `12 days ago`, `3 years ago`. */
export function agoText(iso: string, now: string): string {
  const days = daysBetween(iso, now);
  if (Number.isNaN(days)) return '';
  if (days < 1) return 'today';
  if (days < 60) return `${count(days, 'day')} ago`;
  if (days < 731) return `${count(Math.floor(days / 30.44), 'month')} ago`;
  return `${count(Math.floor(days / 365.25), 'year')} ago`;
}

/** The time left until `iso`, seen from `now`: `2 days and 5 hours`, `40 minutes`. */
export function timeLeftText(iso: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((Date.parse(iso) - now.getTime()) / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return hours > 0 ? `${count(days, 'day')} and ${count(hours, 'hour')}` : count(days, 'day');
  return hours > 0 ? count(hours, 'hour') : count(minutes, 'minute');
}

/** When and where a credential was last used, `now` being the time of the plan. */
export function lastUsedText(lastUsed: LastUsed, now: string): string {
  switch (lastUsed.state) {
    case 'used': {
      const where = [lastUsed.service, lastUsed.region].filter(Boolean).join(', ');
      return `${dayText(lastUsed.at)} (${agoText(lastUsed.at, now)})${where ? `: ${where}` : ''}`;
    }
    case 'never':
      return 'never';
    case 'not-recorded':
      return 'not recorded by AWS';
    case 'unknown':
      return `could not be read: ${failureText(lastUsed.failure)}`;
  }
}

/** A credential and its last use in a few words: `Access key AKIA…, used 3 days ago (2 Mar 2026: s3, us-east-1)`. */
export function useInWords(credential: Evidence & Pick<Credential, 'id'>, now: string): string {
  const { kind, lastUsed } = credential;
  const name = `${kindNames[kind]} ${shownId(credential)}`.trimEnd();
  if (lastUsed.state !== 'used') return `${name}, last use not known`;
  const where = [lastUsed.service, lastUsed.region].filter(Boolean).join(', ');
  return `${name}, used ${agoText(lastUsed.at, now)} (${dayText(lastUsed.at)}${where && `: ${where}`})`;
}

/** Whether a credential was used in the last 90 days before `now`. */
export function recentlyUsed(lastUsed: LastUsed, now: string): boolean {
  return lastUsed.state === 'used' && daysBetween(lastUsed.at, now) <= recentDays;
}

/**
 * Whether a credential may be in use without anybody knowing: its last use could not be read, or it is a signing
 * certificate that works, whose use AWS does not record.
 */
export function lastUseNotKnown({ kind, status = 'Active', lastUsed }: Evidence): boolean {
  const worksUnseen = kind === 'signing-certificates' && status === 'Active';
  return lastUsed.state === 'unknown' || (worksUnseen && lastUsed.state === 'not-recorded');
}

type Evidence = Pick<Credential, 'kind' | 'status' | 'lastUsed'>;

/** Whether a tick is not enough to approve a credential: it was used lately, or nobody can tell. */
export function needsConfirmation(credential: Evidence, now: string): boolean {
  return lastUseNotKnown(credential) || recentlyUsed(credential.lastUsed, now);
}
