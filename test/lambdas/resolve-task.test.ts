import './support/quiet';
import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler, resolveTask } from '../../lambdas/resolve-task';
import { awsError } from './support/aws-error';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { executionArn } from './support/organization';

const organizations = mockClient(OrganizationsClient);
const input = {
  task: 'allow-password-recovery',
  accounts: ['222222222222'],
  reason: 'An audit',
  resealAfter: 'PT2H',
};
const states: Record<string, string> = {
  '111111111111': 'ACTIVE',
  '222222222222': 'ACTIVE',
  '333333333333': 'SUSPENDED',
  '444444444444': 'CLOSED',
  '555555555555': 'PENDING_CLOSURE',
};

describe('ResolveTask', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const resolve = (executionInput: unknown, run = 'task-1', startedAt = '2026-11-23T12:00:00.000Z') =>
    invoke(handler, { run, startedAt, executionArn, input: executionInput });

  beforeEach(() => {
    clients = inMemoryClients();
    organizations.reset();
    organizations
      .on(DescribeOrganizationCommand)
      .resolves({ Organization: { MasterAccountId: '111111111111' } });
    organizations.on(DescribeAccountCommand).callsFake(({ AccountId }) => {
      const State = states[AccountId];
      if (!State) throw awsError('AccountNotFoundException');
      return { Account: { Id: AccountId, Name: 'Payments', Email: 'payments@example.com', State } };
    });
  });

  it('writes down what was asked for, and passes on what the states need', async () => {
    expect(await resolve(input)).toEqual({
      task: 'allow-password-recovery',
      reason: 'An audit',
      resealAfterSeconds: 7200,
      targets: [{ accountId: '222222222222' }],
    });
    expect(clients.stored('runs/task-1/task.json')).toEqual({
      run: 'task-1',
      startedAt: '2026-11-23T12:00:00.000Z',
      organization: { managementAccountId: '111111111111' },
      origin: { executionArn },
      task: 'allow-password-recovery',
      reason: 'An audit',
      resealAfterSeconds: 7200,
      targets: [{ accountId: '222222222222', name: 'Payments', email: 'payments@example.com' }],
    });
  });

  it('refuses a name under which the run store has the task of another execution', async () => {
    await resolve(input);
    await expect(resolve(input)).resolves.toMatchObject({ task: input.task });
    await expect(resolve(input, 'task-1', '2027-02-23T12:00:00.000Z')).rejects.toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringContaining('received "task-1"; allowed: one that no run in the run store has'),
    });
  });

  it('asks nobody where it cannot tell which account is the management account', async () => {
    organizations.on(DescribeOrganizationCommand).resolves({});
    await expect(resolve(input)).rejects.toThrow('the management account is missing');
  });

  it('says null where there is nothing to seal again, since the definition reads it', async () => {
    const { resealAfter, ...forGood } = input;
    expect(await resolve(forGood)).toMatchObject({ resealAfterSeconds: null });
  });

  it('takes an account that is to be closed, where AWS answers what is still possible', async () => {
    const accounts = ['555555555555'];
    expect(await resolve({ ...input, accounts })).toMatchObject({ targets: [{ accountId: accounts[0] }] });
  });

  it.each([
    ['111111111111', 'it is the management account'],
    ['333333333333', 'it is suspended'],
    ['444444444444', 'it is closed'],
    ['999999999999', 'it is not in the organization'],
  ])('refuses %s: %s', async (accountId, why) => {
    await expect(resolve({ ...input, accounts: ['222222222222', accountId] })).rejects.toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringContaining(
        `- account: received "${accountId}"; allowed: an active member account of this organization; ${why}`,
      ),
    });
    expect(clients.writes).toEqual([]);
  });

  it('refuses an account that the configuration keeps the app out of', async () => {
    const client = new OrganizationsClient({});
    await expect(
      resolveTask(client, { run: 'task-1', startedAt: '', executionArn, input }, ['222222222222']),
    ).rejects.toThrow(/it is excluded by the configuration of this app/);
  });

  it('refuses a name that is too long for the runs that follow', async () => {
    await expect(resolve(input, `task-${'x'.repeat(71)}`)).rejects.toThrow(/at most 70 characters/);
    await expect(resolve(input, `task-${'x'.repeat(70)}`)).resolves.toMatchObject({ task: input.task });
  });

  it('does not take a denial for an account that is not there', async () => {
    organizations.on(DescribeAccountCommand).rejects(awsError('AccessDeniedException'));
    await expect(resolve(input)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
