import { describe, expect, it } from 'vitest';
import { personIn } from '../../../lambdas/identity/person';

const claims = { iss: 'https://login.example.com', sub: 'ana', iat: 1_795_000_000 };
const tenant = '9188040d-6c67-4c5b-b112-36a304b66dad';
const entra = {
  ...claims,
  iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
  tid: tenant,
  oid: 'object',
};

describe('who an ID token names', () => {
  it.each([
    ['issuer and subject', claims, { subject: 'ana', authenticatedAt: '2026-11-18T11:06:40.000Z' }],
    [
      'the time of authentication, where it says one',
      { ...claims, auth_time: 1_794_999_940 },
      { authenticatedAt: '2026-11-18T11:05:40.000Z' },
    ],
    [
      'an address on one line',
      { ...claims, email: 'ana@example.com\nBcc: \u202eben' },
      { email: 'ana@example.com Bcc: \uFFFDben' },
    ],
    ['in Entra ID the object in its tenant', entra, { subject: 'object' }],
  ])('is %s', (_, given, expected) => {
    expect(personIn(given)).toMatchObject({ issuer: given.iss, ...expected });
  });

  it.each([
    ['no object', { ...entra, oid: undefined }],
    ['another tenant', { ...entra, tid: 'another' }],
  ])('is nobody where Entra ID says %s', (_, given) => {
    expect(() => personIn(given)).toThrow(expect.objectContaining({ name: 'NobodyNamedError' }));
  });
});
