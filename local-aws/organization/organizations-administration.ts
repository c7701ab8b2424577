import { AwsError } from '../wire/aws-error';
import { optional } from '../wire/parameters';
import type { Operations } from '../wire/service';
import { hasTrustedAccess, isDelegatedAdministrator } from './centralized-root-access';
import { isoSeconds } from './dates';
import type { Call } from './operation';
import type { Account } from './organization';
import { delegatedAdministratorAnswer, epochSeconds } from './organizations-answers';
import { existingAccount, requiredText } from './organizations-input';
import { organizationsPage } from './organizations-paging';

/** Trusted access and delegated administrators in AWS Organizations, API version 2016-11-28. */
export const ORGANIZATIONS_ADMINISTRATION: Operations<Call> = {
  EnableAWSServiceAccess({ organization, parameters, now, record }) {
    const servicePrincipal = service(parameters);
    if (hasTrustedAccess(organization, servicePrincipal)) return undefined;
    organization.trustedAccess.push({ servicePrincipal, dateEnabled: isoSeconds(now) });
    record('changed', `trusted access of ${servicePrincipal} on`);
  },

  ListAWSServiceAccessForOrganization({ organization, parameters }) {
    const { page, rest } = organizationsPage(organization.trustedAccess, parameters);
    return {
      EnabledServicePrincipals: page.map(({ servicePrincipal, dateEnabled }) => ({
        ServicePrincipal: servicePrincipal,
        DateEnabled: epochSeconds(dateEnabled),
      })),
      ...rest,
    };
  },

  RegisterDelegatedAdministrator(call) {
    const { organization, parameters, now, record } = call;
    const servicePrincipal = service(parameters);
    const account = existingAccount(call);
    assertMayAdminister(call, account, servicePrincipal);
    if (isDelegatedAdministrator(organization, account.id, servicePrincipal)) {
      const message = 'The provided account is already a delegated administrator for your organization.';
      throw new AwsError('AccountAlreadyRegisteredException', message);
    }
    organization.delegatedAdministrators.push({
      accountId: account.id,
      servicePrincipal,
      delegationEnabledDate: isoSeconds(now),
    });
    record('changed', `delegated administrator for ${servicePrincipal} on`);
  },

  ListDelegatedAdministrators({ organization, parameters }) {
    const servicePrincipal = optional(parameters, 'ServicePrincipal');
    const administrators = organization.accounts.flatMap((account) => {
      const first = organization.delegatedAdministrators.find(
        (one) =>
          one.accountId === account.id && one.servicePrincipal === (servicePrincipal ?? one.servicePrincipal),
      );
      return first ? [delegatedAdministratorAnswer(organization, account, first)] : [];
    });
    const { page, rest } = organizationsPage(administrators, parameters);
    return { DelegatedAdministrators: page, ...rest };
  },
};

const service = (parameters: Call['parameters']) =>
  requiredText(parameters, 'ServicePrincipal', /^[\w+=,.@-]{1,128}$/);

function assertMayAdminister({ organization }: Call, { id, state }: Account, servicePrincipal: string): void {
  if (id === organization.managementAccount.id) {
    const message =
      'You cannot register master account/yourself as delegated administrator for your organization.';
    throw violation('CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR', message);
  }
  if (state === 'SUSPENDED' || state === 'CLOSED') {
    const message = 'You cannot register a suspended account as a delegated administrator.';
    throw violation('CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR', message);
  }
  if (!hasTrustedAccess(organization, servicePrincipal)) {
    const message = 'You must enable service access before you register a delegated administrator.';
    throw violation('SERVICE_ACCESS_NOT_ENABLED', message);
  }
}

const violation = (Reason: string, message: string) =>
  new AwsError('ConstraintViolationException', message, 400, { members: { Reason } });
