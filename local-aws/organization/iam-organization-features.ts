import type { Answer } from '../wire/answer';
import { AwsError } from '../wire/aws-error';
import type { Operation, Operations } from '../wire/service';
import { isManagementAccount } from './caller';
import { hasTrustedAccess, IAM_SERVICE, isDelegatedAdministrator } from './centralized-root-access';
import type { Call } from './operation';
import type { OrganizationFeature } from './organization';

/** The operations of AWS Identity and Access Management on centralized root access, API version 2010-05-08. */
export const IAM_ORGANIZATION_FEATURES: Operations<Call> = {
  ListOrganizationsFeatures(call) {
    assertAdministrator(call);
    assertReady(call);
    return features(call);
  },
  EnableOrganizationsRootCredentialsManagement: enable('RootCredentialsManagement'),
  EnableOrganizationsRootSessions: enable('RootSessions'),
};

/** Only the management account may; enabling what is enabled is no error. */
function enable(feature: OrganizationFeature): Operation<Call> {
  return (call) => {
    assertAdministrator(call);
    if (!isManagementAccount(call)) {
      throw refused(
        'CallerIsNotManagementAccount',
        'the account making the request is not the management account for the organization.',
      );
    }
    assertReady(call);
    switchOn(call, feature);
    return features(call);
  };
}

function switchOn({ organization, record }: Call, feature: OrganizationFeature): void {
  if (organization.organizationFeatures.includes(feature)) return;
  organization.organizationFeatures = [...organization.organizationFeatures, feature].sort();
  record('changed', `${feature} on`);
}

const features = ({ organization }: Call): Answer => ({
  OrganizationId: organization.id,
  EnabledFeatures: organization.organizationFeatures,
});

function assertAdministrator(call: Call): void {
  const { caller, organization } = call;
  if (isManagementAccount(call) || isDelegatedAdministrator(organization, caller.account.id, IAM_SERVICE))
    return;
  throw refused(
    'AccountNotManagementOrDelegatedAdministrator',
    'the account making the request is not the management account or delegated administrator account for centralized root access.',
  );
}

/** The order of the checks is not documented. */
function assertReady({ organization }: Call): void {
  if (organization.featureSet !== 'ALL') {
    throw refused(
      'OrganizationNotInAllFeaturesMode',
      'your organization does not have All features enabled.',
    );
  }
  if (!hasTrustedAccess(organization, IAM_SERVICE)) {
    throw refused('ServiceAccessNotEnabled', 'trusted access is not enabled for IAM in Organizations.');
  }
}

/** These errors carry their shape's name on the wire. */
const refused = (name: string, why: string) =>
  new AwsError(`${name}Exception`, `The request was rejected because ${why}`);
