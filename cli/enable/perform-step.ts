import {
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
} from '@aws-sdk/client-iam';
import {
  EnableAWSServiceAccessCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import type { Clock } from '../../local-aws';
import { iamServicePrincipal, type RootAccessClients } from '../root-access/root-access';
import type { Step } from './steps';

/**
 * Makes one change; that it was made meanwhile is fine. Tries again where AWS throttles, where somebody else changes
 * the organization at the same moment, and where IAM has not yet heard of the trusted access that was just turned on.
 */
export async function performStep(
  clients: RootAccessClients,
  step: Step,
  clock: Clock,
  random: () => number = Math.random,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(clients, step);
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'AccountAlreadyRegisteredException') return;
      if (!passing.has(name) || attempt === attempts) throw error;
      await clock.sleep(Math.min(20_000, 1000 * 2 ** (attempt - 1)) * (0.5 + random() / 2));
    }
  }
}

/** EnableAWSServiceAccess and RegisterDelegatedAdministrator are allowed once a second. */
const attempts = 7;

const passing = new Set([
  'ConcurrentModificationException',
  'ServiceAccessNotEnabledException',
  'ServiceException',
  'ServiceFailureException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

async function send({ organizations, iam }: RootAccessClients, step: Step): Promise<void> {
  const ServicePrincipal = iamServicePrincipal;
  switch (step.call) {
    case 'organizations:EnableAWSServiceAccess':
      await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
      return;
    case 'iam:EnableOrganizationsRootCredentialsManagement':
      await iam.send(new EnableOrganizationsRootCredentialsManagementCommand({}));
      return;
    case 'iam:EnableOrganizationsRootSessions':
      await iam.send(new EnableOrganizationsRootSessionsCommand({}));
      return;
    case 'organizations:RegisterDelegatedAdministrator': {
      const AccountId = step.accountId;
      await organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
      return;
    }
  }
}
