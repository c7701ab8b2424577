import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { joinedAccountId } from '../../../lambdas/organization/joined-account';

const management = '866813766187';
const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/events/${name}.json`, import.meta.url), 'utf8')).detail;

describe('joinedAccountId', () => {
  it.each([
    ['create-account-result', '349730040738'],
    ['account-joined-organization', '349730040738'],
    ['accept-handshake', '215562589840'],
    ['create-managed-account', '349730040738'],
    ['update-managed-account', '195976511697'],
    ['management-account-joined-organization', management],
    ['account-joined-organization-without-account', undefined],
    ['create-account-failed', undefined],
    ['accept-billing-transfer', undefined],
  ])('finds in %s the account %s', (name, accountId) => {
    expect(joinedAccountId(fixture(name), management)).toBe(accountId);
  });

  const accountId = '444455556666';
  const arn = `arn:aws:organizations::${management}:account/o-abc123/${accountId}`;
  it.each<[string, object]>([
    ['the response', { responseElements: { account: { accountId } } }],
    ['the request', { requestParameters: { AccountId: accountId } }],
    ['additional data', { additionalEventData: { joinedAccountId: accountId } }],
    ['a plain account', { serviceEventDetails: { account: accountId } }],
    ['a number', { serviceEventDetails: { accountId: 444455556666 } }],
    ['a list', { serviceEventDetails: { accounts: [{ accountId }] } }],
    ['an ARN', { serviceEventDetails: { resource: arn } }],
    ['an ARN and an ID that agree', { serviceEventDetails: { resource: arn, accountId } }],
    [
      'an ID beside that of the management account',
      { serviceEventDetails: { accountId, by: { accountId: management } } },
    ],
  ])('finds the account of an event without a published shape in %s', (_, parts) => {
    expect(joinedAccountId({ eventName: 'AccountJoinedOrganization', ...parts }, management)).toBe(accountId);
  });

  it('keeps the zeros at the start of an ID that came as a number', () => {
    const detail = {
      eventName: 'AccountJoinedOrganization',
      serviceEventDetails: { accountId: 32646315289 },
    };
    expect(joinedAccountId(detail, management)).toBe('032646315289');
  });

  it.each<[string, unknown]>([
    ['two accounts', { serviceEventDetails: { accountId, newAccountId: '777788889999' } }],
    ['who did it only', { userIdentity: { accountId } }],
    ['an ID that is no account', { serviceEventDetails: { requestId: accountId } }],
    ['a short ID', { serviceEventDetails: { accountId: 'x1' } }],
    [
      'an ID and more',
      { serviceEventDetails: { accountId: `${accountId}0`, newAccountId: `x${accountId}` } },
    ],
    [
      'whatever ends so',
      { serviceEventDetails: { parentAccountId: accountId, accountIdOfParent: accountId } },
    ],
    ['an ARN of something in it', { serviceEventDetails: { resource: `${arn}/x`, other: `x${arn}` } }],
    ['a switch', { serviceEventDetails: { accountId: true } }],
    ['a text that lacks a digit', { serviceEventDetails: { accountId: accountId.slice(1) } }],
    ['nothing', {}],
  ])('finds no account in %s', (_, parts) => {
    const detail = { eventName: 'AccountJoinedOrganization', ...Object(parts) };
    expect(joinedAccountId(detail, management)).toBeUndefined();
  });

  it.each([accountId.slice(1), `0${accountId}`, [accountId], { accountId }, null])(
    'takes %j for no account ID',
    (given) => {
      const detail = {
        eventName: 'CreateAccountResult',
        serviceEventDetails: { createAccountStatus: { accountId: given } },
      };
      expect(joinedAccountId(detail, management)).toBeUndefined();
    },
  );

  it.each([undefined, null, 'text', 7])('finds no account in %j', (detail) => {
    expect(joinedAccountId(detail, management)).toBeUndefined();
  });
});
