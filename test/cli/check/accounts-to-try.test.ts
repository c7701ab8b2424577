import { expect, it } from 'vitest';
import { accountsToTry } from '../../../cli/check/try-assume-root';
import type { RootAccess } from '../../../cli/root-access/root-access';

const [management, one, other, closed] = ['111111111111', '222222222222', '333333333333', '444444444444'];
const member = (accountId: string, state?: string) => ({
  accountId,
  name: `Account ${accountId[0]}`,
  email: '',
  state,
});
const members = {
  known: true,
  value: [member(one, 'ACTIVE'), member(other, 'PENDING_CLOSURE'), member(closed, 'SUSPENDED')],
} as const;
const organization = { known: true, value: { id: 'o-1', managementAccountId: management } } as const;
const notRead = { known: false, why: 'denied' } as const;

type Asked = Pick<RootAccess, 'organization' | 'members'>;
const asked = (more: Partial<Asked> = {}): Asked => ({ organization, members, ...more }) as Asked;

it.each([
  ['every open member account', asked(), [], undefined, [one, other]],
  ['those that are not excluded', asked(), [one], undefined, [other]],
  ['the one asked for', asked(), [], other, [other]],
  [
    'the one asked for, where nothing can be read',
    asked({ organization: notRead, members: notRead }),
    [],
    one,
    [one],
  ],
  [
    'the one asked for, outside an organization',
    asked({ organization: { known: true, value: undefined }, members: notRead }),
    [],
    one,
    [one],
  ],
] as const)('tries %s', (_, access, excluded, wanted, ids) => {
  const found = accountsToTry(access as RootAccess, excluded, wanted);
  expect(found.known && found.value.map(({ accountId }) => accountId)).toEqual(ids);
});

it.each([
  [
    'where they may not be listed',
    asked({ members: notRead }),
    [],
    'the member accounts may not be listed; name one with --account',
  ],
  [
    'where none is open',
    asked({ members: { known: true, value: [member(closed, 'SUSPENDED'), member(one)] } }),
    [],
    'there is no open member account to try it on',
  ],
  [
    'where all are excluded',
    asked(),
    [one, other],
    'there is no open member account to try it on that excludedAccounts of the configuration leaves',
  ],
] as const)('tries nothing %s', (_, access, excluded, why) => {
  expect(accountsToTry(access as RootAccess, excluded)).toEqual({ known: false, why });
});

it.each([
  [
    'the management account',
    asked(),
    [],
    management,
    'is the management account; root sessions are for member accounts.',
  ],
  [
    'one that is excluded',
    asked(),
    [other],
    other,
    'is in excludedAccounts of the configuration; name another.',
  ],
  ['a stranger', asked(), [], '999999999999', 'is not in this organization.'],
] as const)('refuses %s', (_, access, excluded, wanted, why) => {
  expect(() => accountsToTry(access as RootAccess, excluded, wanted)).toThrow(`--account: ${wanted} ${why}`);
});
