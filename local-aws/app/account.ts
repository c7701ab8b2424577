import { AccessControl } from '../iam/access-control';
import { assertRolesTrusted } from '../iam/assert-roles-trusted';
import { allPolicies } from '../iam/stack-policies';
import { otherTemplates, readTemplate, type Template } from '../template/template';
import type { LocalAwsOptions } from './options';

/** The account that a stack would be deployed to: its resources, and who may do what with them. */
export interface LocalAccount {
  readonly template: Template;
  /** The stacks of other accounts and Regions, whose event rules lead to this one. */
  readonly others: readonly Template[];
  readonly access: AccessControl;
  /** The address of each HTTP API, by its logical ID: functions are told it, so it is here before they are read. */
  readonly apiUrls: Map<string, string>;
}

/**
 * Reads the assembly as its deployment would.
 * @throws AwsError where a service could not take on the role that its resource has
 */
export function openAccount({
  assembly,
  stackName,
  onDecision,
}: Pick<LocalAwsOptions, 'assembly' | 'stackName' | 'onDecision'>): LocalAccount {
  const apiUrls = new Map<string, string>();
  const template = readTemplate(assembly, {
    stackName,
    attribute: (type, logicalId, attribute) =>
      type === 'AWS::ApiGatewayV2::Api' && attribute === 'ApiEndpoint' ? apiUrls.get(logicalId) : undefined,
  });
  const others = stackName === undefined ? [] : otherTemplates(assembly, stackName);
  const access = new AccessControl({ policies: allPolicies([template, ...others]), onDecision });
  assertRolesTrusted(access, template.serviceRoles());
  return { template, others, access, apiUrls };
}
