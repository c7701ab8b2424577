import { DeleteAccessKeyCommand, GetAccountSummaryCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { describe, expect, it, vi } from 'vitest';
import type { ObservedCall } from '../../../local-aws/organization/dispatcher';
import { AwsError } from '../../../local-aws/wire/aws-error';
import { AUDIT, assumeRootCommand, DELETE, refusalOf, startFixture } from './fixture';

const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=operator/20261123/us-east-1/iam/aws4_request, Signature=0';

/** Posts a request without an SDK, to see what is on the wire. */
async function post(url: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { Authorization: AUTHORIZATION, ...headers },
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const target = (operation: string) => ({ 'X-Amz-Target': `AWSOrganizationsV20161128.${operation}` });
const UUID = '[0-9a-f-]{36}';

describe('the wire', () => {
  it("carries IAM's XML", async () => {
    const { simulator } = await startFixture();
    const answer = await post(simulator.url, 'Action=ListMFADevices&Version=2010-05-08');
    expect(answer).toEqual({
      status: 200,
      type: 'text/xml',
      body: expect.stringMatching(
        `^<ListMFADevicesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListMFADevicesResult><MFADevices></MFADevices><IsTruncated>false</IsTruncated></ListMFADevicesResult><ResponseMetadata><RequestId>${UUID}</RequestId></ResponseMetadata></ListMFADevicesResponse>$`,
      ),
    });
  });

  it('carries errors as XML, escaped', async () => {
    const { simulator } = await startFixture();
    const answer = await post(
      simulator.url,
      'Action=DeleteAccessKey&Version=2010-05-08&AccessKeyId=%3CR%26D%3E',
    );
    expect(answer).toEqual({
      status: 404,
      type: 'text/xml',
      body: expect.stringMatching(
        `^<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The Access Key with id &lt;R&amp;D&gt; cannot be found.</Message></Error><RequestId>${UUID}</RequestId></ErrorResponse>$`,
      ),
    });
  });

  it("carries Organizations' JSON, with State and without Status", async () => {
    const { simulator } = await startFixture({ accounts: 1 });
    const { status, type, body } = await post(simulator.url, '{}', target('ListAccounts'));
    const { Accounts } = JSON.parse(body);
    expect({ status, type }).toEqual({ status: 200, type: 'application/x-amz-json-1.1' });
    expect(Object.keys(Accounts[1])).toEqual([
      'Id',
      'Arn',
      'Email',
      'Name',
      'State',
      'Paths',
      'JoinedMethod',
      'JoinedTimestamp',
    ]);
  });

  it.each([
    [
      'an unknown IAM operation',
      'Action=ListUsers&Version=2010-05-08',
      {},
      /<Code>InvalidAction<.*ListUsers of iam/,
    ],
    [
      'an unknown STS operation',
      'Action=toString&Version=2011-06-15',
      {},
      /<Code>InvalidAction<.*toString of sts/,
    ],
    [
      'another service',
      'Action=DescribeRegions&Version=2016-11-15',
      {},
      /<Code>InvalidAction<.*no call to STS, IAM, Organizations, S3 or SQS/,
    ],
    ['an unknown Organizations operation', '{}', target('LeaveIt'), /"UnknownOperationException".*LeaveIt/],
    [
      'another JSON service',
      '{}',
      { 'X-Amz-Target': 'Logs_1.Put' },
      /"UnknownOperationException".*Logs_1.Put/,
    ],
    ['a body that is no JSON', '{', target('ListAccounts'), /<Code>InvalidAction</],
    ['no parent', '{}', target('ListAccountsForParent'), /"InvalidInputException".*"INPUT_REQUIRED"/],
  ])('refuses %s by name', async (_what, body, headers, expected) => {
    const { simulator } = await startFixture();
    expect(await post(simulator.url, body, headers)).toMatchObject({
      status: 400,
      body: expect.stringMatching(expected),
    });
  });

  it('refuses a call that nobody signed', async () => {
    const { simulator } = await startFixture();
    const answer = await post(simulator.url, 'Action=ListMFADevices&Version=2010-05-08', {
      Authorization: '',
    });
    expect(answer).toMatchObject({
      status: 403,
      body: expect.stringContaining('MissingAuthenticationToken'),
    });
  });
});

describe('what it tells about itself', () => {
  it('serves the member accounts as they are now', async () => {
    const { simulator, organization, account } = await startFixture();
    account('clean').state = 'PENDING_CLOSURE';
    const response = await fetch(`${simulator.url}/_state`);
    expect(await response.json()).toEqual(organization.accounts);
  });

  it('serves the rest of the organization', async () => {
    const { simulator, organization } = await startFixture({ resources: true });
    const { accounts, events, ...rest } = organization;
    const response = await fetch(`${simulator.url}/_organization`);
    expect(await response.json()).toEqual(rest);
  });

  it('counts calls, failed ones too', async () => {
    const { simulator, sts, iam, organizations, account } = await startFixture();
    await sts().send(assumeRootCommand(account('clean').id, AUDIT));
    await refusalOf(sts().send(assumeRootCommand(account('suspended').id, AUDIT)));
    await iam().send(new GetAccountSummaryCommand({}));
    await organizations().send(new ListAccountsCommand({}));
    const counts = { 'sts:AssumeRoot': 2, 'iam:GetAccountSummary': 1, 'organizations:ListAccounts': 1 };
    expect(simulator.calls()).toEqual(counts);
    expect(await (await fetch(`${simulator.url}/_calls`)).json()).toEqual(counts);
  });

  it('logs sessions, deletions and refusals in their order', async () => {
    const { rootOf, account, organization } = await startFixture();
    const { id, credentials } = account('old-access-keys');
    const AccessKeyId = credentials.accessKeys[0]?.accessKeyId;
    const client = await rootOf('old-access-keys', DELETE);
    await client.send(new DeleteAccessKeyCommand({ AccessKeyId }));
    await refusalOf(client.send(new DeleteAccessKeyCommand({ AccessKeyId })));
    const { managementAccount, events } = organization;
    const operator = `arn:aws:iam::${managementAccount.id}:user/operator`;
    const root = `arn:aws:iam::${id}:root`;
    const policy = `arn:aws:iam::aws:policy/root-task/${DELETE}`;
    const common = { at: '2026-11-23T12:00:00Z', accountId: id };
    const deletion = { ...common, operation: 'iam:DeleteAccessKey', principal: root };
    expect(events).toEqual([
      { ...common, type: 'session-opened', operation: 'sts:AssumeRoot', principal: operator, detail: policy },
      { ...deletion, type: 'deleted', detail: AccessKeyId },
      { ...deletion, type: 'refused', detail: 'NoSuchEntity' },
    ]);
  });
});

describe('the hook', () => {
  it('sees each call and its account before the operation, and may change the organization', async () => {
    const seen: Pick<ObservedCall, 'service' | 'operation' | 'accountId'>[] = [];
    const fixture = await startFixture({
      onCall: async ({ service, operation, accountId }) => {
        seen.push({ service, operation, accountId });
        if (operation === 'ListAccessKeys') fixture.account('old-access-keys').credentials.accessKeys = [];
      },
    });
    const accountId = fixture.account('old-access-keys').id;
    const client = await fixture.rootOf('old-access-keys');
    const { AccessKeyMetadata } = await client.send(new ListAccessKeysCommand({}));
    expect(AccessKeyMetadata).toEqual([]);
    expect(seen).toEqual([
      { service: 'sts', operation: 'AssumeRoot', accountId },
      { service: 'iam', operation: 'ListAccessKeys', accountId },
    ]);
  });

  it('may refuse a call with an error of its own', async () => {
    const { iam } = await startFixture({
      onCall: () => {
        throw new AwsError('Throttling', 'Rate exceeded');
      },
    });
    expect(await refusalOf(iam().send(new ListAccessKeysCommand({})))).toEqual({
      name: 'Throttling',
      status: 400,
      message: 'Rate exceeded',
    });
  });
});

describe('without its port', () => {
  it('answers requests that another endpoint has received', async () => {
    const { simulator } = await startFixture();
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const request = new Request('http://elsewhere/', {
      method: 'POST',
      body,
      headers: { Authorization: AUTHORIZATION },
    });
    expect(await (await simulator.fetch(request)).text()).toContain(':user/operator</Arn>');
  });

  it.each([
    ['a root session', true],
    ['anybody else', false],
  ])('tells requests of %s', async (_who, isRootSession) => {
    const { simulator, assumeRoot, account } = await startFixture();
    const session = await assumeRoot(account('clean').id);
    const accessKeyId = isRootSession ? session.accessKeyId : 'operator';
    const headers = { Authorization: AUTHORIZATION.replace('operator', accessKeyId) };
    const request = new Request('http://elsewhere/bucket?policy', { headers });
    expect(simulator.isRootSession(request)).toBe(isRootSession);
  });
});

describe('latency', () => {
  it('passes on the clock before the call is answered', async () => {
    const { iam, clock } = await startFixture({ latency: 250 });
    const call = iam().send(new ListAccessKeysCommand({}));
    await vi.waitUntil(() => clock.sleeping === 1);
    clock.advance(250);
    expect((await call).AccessKeyMetadata).toEqual([]);
  });
});
