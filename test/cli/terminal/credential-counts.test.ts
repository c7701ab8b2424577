import { expect, it } from 'vitest';
import { deletedText, remainsText } from '../../../cli/terminal/credential-counts';
import { credentialKinds } from '../../../lambdas/run/model';
import type { ReportedAccount } from '../../../lambdas/run/report-shapes';
import { account } from './account';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const gone = (
  kind: ReportedAccount['deleted'][number]['kind'],
  result: 'deleted' | 'already-gone' = 'deleted',
) => ({
  kind,
  id: 'id',
  result,
});

it.each<[ReportedAccount['deleted'], string]>([
  [[], '-'],
  [[gone('access-keys')], '1 access key'],
  [
    [gone('mfa-devices'), gone('access-keys'), gone('access-keys'), gone('login-profile')],
    '2 access keys, 1 password, 1 MFA device',
  ],
  [
    [gone('signing-certificates'), gone('access-keys', 'already-gone')],
    '1 signing certificate, 1 access key (1 already gone)',
  ],
])('counts what was deleted, case %#', (deleted, text) => {
  expect(plain(deletedText(account({ deleted })))).toBe(text);
});

const key = { kind: 'access-keys', id: 'id', why: '' } as const;

it.each<[Partial<ReportedAccount>, string]>([
  [{}, 'none'],
  [{ remaining: [key, key] }, '2 access keys'],
  [
    { remaining: [key], unknown: ['login-profile', 'mfa-devices'] },
    '1 access key; unknown: password, MFA devices',
  ],
  [
    { remaining: [key], unknown: [...credentialKinds] },
    '1 access key; unknown: signing certificates, access keys, password, MFA devices',
  ],
  [{ unknown: ['signing-certificates'] }, 'unknown: signing certificates'],
  [{ unknown: [...credentialKinds] }, 'unknown'],
  [{ outcome: 'skipped' }, 'not read'],
])('says what is still there, and never none for what was not read, case %#', (given, text) => {
  expect(plain(remainsText(account(given)))).toBe(text);
});
