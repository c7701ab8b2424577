import { describe, expect, it } from 'vitest';
import { identitiesOf, isOnePerson, maySamePerson, peopleAmong } from '../../../lambdas/approval/persons';

const sso = (name: string, set = 'Admin') =>
  `arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_${set}_0123456789abcdef/${name}`;
const session = (role: string, name: string) => `arn:aws:sts::111122223333:assumed-role/${role}/${name}`;
const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
const role = 'arn:aws:iam::111122223333:role/service-role/Ops';

describe('two identities may be the same person', () => {
  it.each([
    ['the same address in other letters', 'Ana@Example.com', 'ana@example.com'],
    ['an address with a tag', 'ana+root@example.com', 'ana@example.com'],
    ['the same name in another domain', 'ana@example.com', 'ana@example.net'],
    ['a session of Identity Center and its user’s address', sso('ana@example.com'), 'ana@example.com'],
    ['a session of Identity Center by a name alone', sso('ana'), 'ana@example.com'],
    ['two permission sets of one user', sso('ana'), sso('ana', 'Audit')],
    ['an IAM user', user('staff/ana'), 'ana@example.com'],
    ['a session of any role with the name', session('Admin', 'ana'), 'ana@example.com'],
    ['two sessions of one role', session('Ops', 'one'), session('Ops', 'two')],
    ['a session and its role', session('Ops', 'one'), role],
  ])('%s', (_, one, other) => {
    expect(maySamePerson([one], [other], [])).toBe(true);
    expect(maySamePerson([other], [one], [])).toBe(true);
  });

  it('where the configuration says so, of roles too', () => {
    const people = [['ana@example.com', 'a.silva@example.com', role]];
    for (const other of ['a.silva@example.com', session('Ops', 'x')])
      expect(maySamePerson(['ana@example.com'], [other], people)).toBe(true);
    expect(maySamePerson(['ben@example.com'], [session('Ops', 'x')], people)).toBe(false);
  });

  it.each([
    ['two names', 'ana@example.com', 'ben@example.com'],
    ['two users', user('ana'), user('ben')],
    ['two sessions of Identity Center', sso('ana'), sso('ben')],
    ['two roles', session('Ops', 'x'), session('Audit', 'y')],
  ])('and may not: %s', (_, one, other) => {
    expect(maySamePerson([one], [other], [])).toBe(false);
  });

  it('by issuer and subject, whatever the address', () => {
    const knownBy = {
      kind: 'sign-in',
      issuer: 'https://login.example.com',
      subject: '42',
      authenticatedAt: '',
    } as const;
    const ana = identitiesOf({ decidedBy: 'ana@example.com', knownBy });
    const other = identitiesOf({ decidedBy: 'other@example.com', knownBy });
    const ben = identitiesOf({ decidedBy: 'ben@example.com', knownBy: { ...knownBy, subject: '43' } });
    expect(maySamePerson(ana, other, [])).toBe(true);
    expect(maySamePerson(ana, ben, [])).toBe(false);
  });
});

it.each([
  ['ana@example.com', true],
  [sso('ana'), true],
  [user('ana'), true],
  [session('Ops', 'ana'), false],
  [role, false],
  ['arn:aws:iam::111122223333:root', false],
])('%s tells which person it is: %s', (identity, expected) => {
  expect(isOnePerson([identity], [])).toBe(expected);
  expect(isOnePerson([identity], [[identity]])).toBe(true);
});

it('counts people, not addresses, and whoever started the run not at all', () => {
  const emails = ['ana@example.com', 'ana@example.net', 'ben@example.com', 'eve@example.com'];
  const rules = { required: 2, people: [['ben@example.com', 'eve@example.com']] };
  expect(peopleAmong(emails, rules)).toBe(2);
  const requester = { identity: sso('ana'), isKnown: true, others: 1 };
  expect(peopleAmong(emails, { ...rules, requester })).toBe(1);
});
