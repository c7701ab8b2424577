import { DescribeAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { logger } from '../../lambdas/skeleton/logger';
import { startForAccount } from '../../lambdas/start-for-account';
import { awsError } from './support/aws-error';
import './support/quiet';

const organizations = mockClient(OrganizationsClient);
const sfn = mockClient(SFNClient);
const sns = mockClient(SNSClient);
const services = {
  organizations: new OrganizationsClient({}),
  sfn: new SFNClient({}),
  sns: new SNSClient({}),
  stateMachineArn: 'arn:state-machine',
  alarmsTopicArn: 'arn:alarms',
  managementAccountId: '111111111111',
};

const event = (
  eventName: string,
  accountId: string | undefined,
  id = 'event-1',
  time = '2026-11-23T10:00:00Z',
) => ({
  id,
  time,
  detail: { eventName, serviceEventDetails: { createAccountStatus: { accountId }, accountId } },
});

beforeEach(() => {
  vi.spyOn(logger, 'error').mockImplementation(() => {});
  for (const client of [organizations, sfn, sns]) client.reset();
  organizations.on(DescribeAccountCommand).callsFake(({ AccountId: Id }) => ({
    Account: { Id, JoinedTimestamp: new Date('2026-11-23T09:59:57.123Z') },
  }));
  sfn.on(StartExecutionCommand).resolves({ executionArn: 'arn:execution' });
});

/** Long after the event, unless told otherwise. */
const handle = (about: ReturnType<typeof event>, now = '2027-03-01T00:00:00Z') =>
  startForAccount(services, about, new Date(now));
const started = () => sfn.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input);
const emails = () => sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input);

describe('startForAccount', () => {
  it('starts an execution for the one account, with the reason, named after the account and when it joined', async () => {
    const answer = await handle(event('CreateAccountResult', '444455556666'));

    expect(answer).toEqual({ started: 'arn:execution' });
    const [asked] = organizations.commandCalls(DescribeAccountCommand);
    expect(asked?.args[0].input).toEqual({ AccountId: '444455556666' });
    expect(started()).toEqual([
      {
        stateMachineArn: 'arn:state-machine',
        name: 'joined-444455556666-20261123T095957Z',
        input: JSON.stringify({
          accounts: ['444455556666'],
          reason: 'The account joined the organization (CreateAccountResult, event event-1).',
          startedBy: 'the event event-1 (CreateAccountResult)',
        }),
      },
    ]);
    expect(emails()).toEqual([]);
  });

  it('gives every event about one joining the same name, however far apart they are', async () => {
    await handle(event('CreateAccountResult', '444455556666'));
    await handle(event('AccountJoinedOrganization', '444455556666', 'event-2'));

    expect(new Set(started().map(({ name }) => name)).size).toBe(1);
  });

  it.each([
    ['2027-02-21T09:59:57Z', 'joined-444455556666-20261123T095957Z'],
    ['2027-02-21T09:59:58Z', 'event-444455556666-20270221T095958Z'],
  ])(
    'names the execution for an event of %s, when that of the joining is free again, %s',
    async (time, name) => {
      await handle(event('CreateAccountResult', '444455556666', 'event-3', time));

      expect(started()).toMatchObject([{ name }]);
    },
  );

  it.each([
    ['2027-02-21T09:59:57Z', { started: 'arn:execution' }],
    ['2027-02-21T09:59:58Z', { ignored: '444455556666 joined long ago, and was only enrolled now.' }],
  ])('takes Control Tower enrolling an account on %s for %j', async (time, answer) => {
    const about = event('CreateManagedAccount', undefined, 'event-4', time);
    const createManagedAccountStatus = { account: { accountId: '444455556666' } };
    const detail = { ...about.detail, serviceEventDetails: { createManagedAccountStatus } };
    expect(await startForAccount(services, { ...about, detail }, new Date('2027-03-01'))).toEqual(answer);
  });

  it('ignores an event whose execution was already started', async () => {
    sfn.on(StartExecutionCommand).rejects(awsError('ExecutionAlreadyExists'));

    expect(await handle(event('CreateAccountResult', '444455556666'))).toEqual({
      ignored: 'joined-444455556666-20261123T095957Z was already started.',
    });
    expect(emails()).toEqual([]);
  });

  it('ignores the management account', async () => {
    expect(await handle(event('AccountJoinedOrganization', '111111111111'))).toEqual({
      ignored: 'It is about the management account.',
    });
    expect(emails()).toEqual([]);
  });

  it.each([
    ['an event without an account', undefined, 'It names no account, or more than one.'],
    [
      'an account that is not in the organization',
      '444455556666',
      '444455556666 is not in the organization.',
    ],
  ])('reports %s by email and starts nothing', async (_, accountId, why) => {
    organizations.on(DescribeAccountCommand).rejects(awsError('AccountNotFoundException'));
    const answer = await handle(event('AccountJoinedOrganization', accountId));

    expect(answer).toEqual({ reported: why });
    expect(started()).toEqual([]);
    const logged = { eventId: 'event-1', eventName: 'AccountJoinedOrganization', why };
    expect(logger.error).toHaveBeenCalledWith(expect.any(String), logged);
    expect(emails()).toEqual([
      {
        TopicArn: 'arn:alarms',
        Subject: 'Root credential purge: an event started nothing',
        Message: `AccountJoinedOrganization of 2026-11-23T10:00:00Z (event event-1) started no execution: ${why}\n\nFind the event in CloudTrail. Where an account did join the organization, start the state machine with {"accounts": ["<its ID>"]}.`,
      },
    ]);
  });

  it.each(['2026-11-23T09:59:59Z', '2026-11-23T10:00:01Z', '2026-11-23T10:01:59Z'])(
    'fails at %s where Organizations may not show the new account yet: Lambda tries again',
    async (now) => {
      organizations.on(DescribeAccountCommand).rejects(awsError('AccountNotFoundException'));
      const created = event('CreateAccountResult', '444455556666');
      await expect(handle(created, now)).rejects.toThrow('AccountNotFoundException');
      expect(started()).toEqual([]);
      expect(emails()).toEqual([]);
    },
  );

  it('reports an account that is still not there two minutes after the event, so the last try does', async () => {
    organizations.on(DescribeAccountCommand).rejects(awsError('AccountNotFoundException'));
    const created = event('CreateAccountResult', '444455556666');
    expect(await handle(created, '2026-11-23T10:02:00Z')).toEqual({
      reported: '444455556666 is not in the organization.',
    });
    expect(emails()).toHaveLength(1);
  });

  it('reports an event without an account at once', async () => {
    const nobody = event('CreateAccountResult', undefined);
    expect(await handle(nobody, '2026-11-23T10:00:01Z')).toHaveProperty('reported');
  });

  it('fails where Organizations or Step Functions does, so that Lambda tries again and an alarm tells', async () => {
    sfn.on(StartExecutionCommand).rejects(awsError('StateMachineDoesNotExist'));
    const created = event('CreateAccountResult', '444455556666');
    await expect(handle(created)).rejects.toThrow('StateMachineDoesNotExist');

    organizations.on(DescribeAccountCommand).resolves({});
    await expect(handle(created)).rejects.toThrow('account 444455556666 is missing');

    organizations.on(DescribeAccountCommand).rejects(awsError('TooManyRequestsException'));
    await expect(handle(created)).rejects.toThrow('TooManyRequestsException');
  });
});
