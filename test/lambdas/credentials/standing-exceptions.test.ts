import { describe, expect, it } from 'vitest';
import { excepted, type StandingException } from '../../../lambdas/credentials/standing-exceptions';
import type { Credential } from '../../../lambdas/run/model';

const exception: StandingException = {
  accounts: ['111122223333', '444455556666'],
  credentials: ['access-keys'],
  unreadable: false,
  owner: 'Payments',
  reason: 'A vendor signs with it',
  expires: '2027-01-31',
};
const key: Credential = { kind: 'access-keys', id: 'AKIA1', lastUsed: { state: 'never' } };
const at = (time: string, exceptions = [exception], accountId = '111122223333', credential = key) =>
  excepted(exceptions, accountId, credential, new Date(time));

describe('excepted', () => {
  it.each(['2026-01-01T00:00:00Z', '2027-01-31T23:59:59Z'])('says at %s why the credential stays', (time) => {
    expect(at(time)).toEqual({
      exception: { owner: 'Payments', reason: 'A vendor signs with it', expires: '2027-01-31' },
      why: 'Standing exception until 2027-01-31 (Payments): A vendor signs with it',
    });
  });

  it('says after the last day that there was one', () => {
    expect(at('2027-02-01T00:00:00Z')).toEqual({
      note: 'A standing exception expired on 2027-01-31 (Payments): A vendor signs with it',
    });
  });

  it('goes by a valid one where another expired', () => {
    const renewed = { ...exception, expires: '2028-01-31' };
    expect(at('2027-06-01T00:00:00Z', [exception, renewed])).toMatchObject({
      why: expect.stringContaining('2028-01-31'),
    });
  });

  it('says nothing about other accounts and other kinds', () => {
    const password: Credential = { ...key, kind: 'login-profile', id: 'login-profile' };
    expect(at('2026-01-01T00:00:00Z', [exception], '777788889999')).toBeUndefined();
    expect(at('2026-01-01T00:00:00Z', [exception], '111122223333', password)).toBeUndefined();
  });
});
