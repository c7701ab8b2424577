import { EnableOrganizationsRootSessionsCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  EnableAWSServiceAccessCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { performStep } from '../../cli/enable/perform-step';
import type { Step } from '../../cli/enable/steps';
import type { Clock } from '../../local-aws';

const organizations = mockClient(OrganizationsClient);
const iam = mockClient(IAMClient);
const clients = { organizations: new OrganizationsClient({}), iam: new IAMClient({}) };
const waits: number[] = [];
const clock: Clock = { now: () => new Date(0), sleep: async (milliseconds) => void waits.push(milliseconds) };
const named = (name: string) => Object.assign(new Error('no'), { name });
const perform = (step: Step) => performStep(clients, step, clock, () => 1);

beforeEach(() => {
  organizations.reset();
  iam.reset();
  waits.length = 0;
});

describe('performStep', () => {
  it.each(['TooManyRequestsException', 'ConcurrentModificationException', 'ServiceException'])(
    'tries again, more and more slowly, after %s',
    async (name) => {
      organizations
        .on(EnableAWSServiceAccessCommand)
        .rejectsOnce(named(name))
        .rejectsOnce(named(name))
        .resolves({});
      await perform({ call: 'organizations:EnableAWSServiceAccess' });
      expect(waits).toEqual([1000, 2000]);
      expect(organizations.commandCalls(EnableAWSServiceAccessCommand)[0]?.args[0].input).toEqual({
        ServicePrincipal: 'iam.amazonaws.com',
      });
    },
  );

  it('waits until IAM has heard of the trusted access that was just turned on', async () => {
    iam
      .on(EnableOrganizationsRootSessionsCommand)
      .rejectsOnce(named('ServiceAccessNotEnabledException'))
      .resolves({});
    await perform({ call: 'iam:EnableOrganizationsRootSessions' });
    expect(waits).toEqual([1000]);
  });

  it('takes an account that was registered meanwhile for registered', async () => {
    organizations
      .on(RegisterDelegatedAdministratorCommand)
      .rejects(named('AccountAlreadyRegisteredException'));
    await perform({ call: 'organizations:RegisterDelegatedAdministrator', accountId: '111122223333' });
    expect(waits).toEqual([]);
  });

  it.each([
    ['at once what no time mends', 'AccessDeniedException', 0],
    ['in the end what does not pass', 'TooManyRequestsException', 6],
  ])('throws %s', async (_, name, times) => {
    organizations.on(EnableAWSServiceAccessCommand).rejects(named(name));
    await expect(perform({ call: 'organizations:EnableAWSServiceAccess' })).rejects.toMatchObject({ name });
    expect(waits).toHaveLength(times);
  });
});
