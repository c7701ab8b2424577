// What the script of the pages says, too. Nothing is imported here but types: a browser would have to load it.
import type { CredentialKind } from '../run/model';

/** What one credential of each kind is called, at the beginning of a line. */
export const kindNames: Record<CredentialKind, string> = {
  'signing-certificates': 'Signing certificate',
  'access-keys': 'Access key',
  'login-profile': 'Password (login profile)',
  'mfa-devices': 'MFA device',
};

/** A number with its noun: `1 credential`, `2 credentials`, `1,204 accounts`. */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}

/** How a moment is written, `Tue, 3 Mar 2026, 14:05`, in whatever time zone. */
export const momentFormat: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

/** A credential used within this many days before the plan may well be in use still. */
export const recentDays = 90;
