import type { ServiceRole } from '../template/service-roles';
import { AwsError } from '../wire/aws-error';
import type { AccessControl } from './access-control';
import { servicePrincipal } from './principal';

/** What each service answers to the creation of a resource whose role it may not take on. */
const refusals: Record<ServiceRole['service'], readonly [code: string, message: string]> = {
  lambda: [
    'InvalidParameterValueException',
    'The role defined for the function cannot be assumed by Lambda.',
  ],
  states: [
    'AccessDeniedException',
    'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  ],
  scheduler: [
    'ValidationException',
    'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  ],
};

/** @throws the AwsError that would end a deployment of the app: a role does not trust the service that has to take it on */
export function assertRolesTrusted(access: AccessControl, roles: readonly ServiceRole[]): void {
  for (const { service, roleArn, sourceArn } of roles) {
    const takeOn = { action: 'sts:AssumeRole', resource: roleArn };
    if (!access.decide(servicePrincipal(service, sourceArn), takeOn).allowed)
      throw new AwsError(...refusals[service]);
  }
}
