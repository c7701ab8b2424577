import { expect, it } from 'vitest';
import { resealedInWords } from '../../../lambdas/tasks/resealed-in-words';
import type { Resealed, ResealedCredential } from '../../../lambdas/tasks/shapes';

const at = '2026-11-23T14:30:00.000Z';
const day = 'Mon, 23 Nov 2026, 14:30 UTC';
const sealed: Resealed = { outcome: 'purged', reason: '', sealed: 'yes', credentials: [], unknown: [] };
const key: ResealedCredential = {
  kind: 'access-keys',
  id: 'AKIA1',
  createdAt: at,
  lastUsed: { state: 'never' },
  made: 'since',
  became: 'deleted',
};
const password: ResealedCredential = { ...key, kind: 'login-profile', id: `login-profile@${at}` };
const device: ResealedCredential = {
  ...key,
  kind: 'mfa-devices',
  id: `GAHT1@${at}`,
  lastUsed: { state: 'not-recorded' },
};
const failure = { call: 'iam:GetUser', error: 'AccessDenied', message: 'no' };
const noPassword = 'Password (login profile): there was none any more';

it.each<[Partial<Resealed>, string[]]>([
  [{}, ['Sealed again: yes', noPassword]],
  [{ outcome: 'kept', reason: 'Older.' }, ['Sealed again: yes', noPassword]],
  [
    { sealed: 'kept', outcome: 'kept', reason: 'Older.' },
    ['Sealed again: no, something was kept on purpose', noPassword],
  ],
  [{ sealed: 'no', outcome: 'kept', reason: 'Older.' }, ['Sealed again: no', noPassword]],
  [
    { sealed: 'no', outcome: 'failed', reason: 'Denied.' },
    ['Sealed again: no (failed). Denied.', noPassword],
  ],
  [
    { sealed: 'unknown', outcome: 'skipped', reason: 'It left.', unknown: ['login-profile', 'access-keys'] },
    ['Sealed again: not known (skipped). It left.', 'Not known: password (login profile), access keys'],
  ],
])('says whether %j is sealed again', (found, lines) => {
  expect(resealedInWords({ ...sealed, ...found })).toEqual(lines);
});

it.each<[ResealedCredential, string]>([
  [password, `Password (login profile), made ${day}, never used: deleted`],
  [
    { ...password, lastUsed: { state: 'used', at } },
    `Password (login profile), made ${day}, last used ${day}: deleted`,
  ],
  [
    { ...password, lastUsed: { state: 'unknown', failure }, became: 'already-gone' },
    `Password (login profile), made ${day}, its last use is not known: already gone`,
  ],
  [device, `MFA device GAHT1, made ${day}: deleted`],
  [
    { ...key, kind: 'signing-certificates', lastUsed: { state: 'not-recorded' } },
    `Signing certificate AKIA1, made ${day}, its last use is not recorded by AWS: deleted`,
  ],
  [{ ...device, createdAt: undefined }, 'MFA device GAHT1, nobody knows when it was made: deleted'],
  [
    { ...key, became: 'kept', why: 'Ana kept it.' },
    `Access key AKIA1, made ${day}, never used: kept. Ana kept it.`,
  ],
  [
    { ...key, became: 'still-there', why: 'Denied.' },
    `Access key AKIA1, made ${day}, never used: still there. Denied.`,
  ],
  [
    { ...key, became: 'unknown' },
    `Access key AKIA1, made ${day}, never used: nobody knows whether it is still there`,
  ],
  [
    { ...key, made: 'before', became: 'kept', why: 'Older.' },
    `Access key AKIA1, made ${day}, never used: left alone, since it was there before`,
  ],
])('says what became of %j', (credential, line) => {
  expect(resealedInWords({ ...sealed, credentials: [credential] })).toContain(line);
});
