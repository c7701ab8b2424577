import { inject } from 'vitest';
import { AccessControl } from '../../../local-aws/iam/access-control';
import { principalName, roleSession } from '../../../local-aws/iam/principal';
import { findStateMachines } from '../../../local-aws/states/state-machines';
import { readTemplate } from '../../../local-aws/template/template';

const template = readTemplate(inject('assembly'), {
  stackName: 'RootCredentialPurge',
  attribute: (type, _, attribute) =>
    type === 'AWS::ApiGatewayV2::Api' && attribute === 'ApiEndpoint'
      ? 'https://approval.example.com'
      : undefined,
});

/** The app as it is synthesized: its definition, its functions' environments, its policies. */
export const deployed = {
  stateMachine: findStateMachines(template.stateMachines()).purge,
  /** Each with the name of its state, or of the construct that it is. */
  functions: template.functions().map(({ arn, name, roleArn, environment }) => ({
    arn,
    state: environment.POWERTOOLS_SERVICE_NAME ?? name,
    session: roleSession(roleArn, name),
    environment,
  })),
  bucket: template.buckets()[0]?.name ?? '',
  keys: template.keys(),
  topics: template.topics(),
};

/** What one of the app's roles did, and may not do. */
export const denied: string[] = [];

/** IAM as it is synthesized. */
export const access = new AccessControl({
  policies: template.policies(),
  onDecision: ({ principal, action, resource }, decision) => {
    if (!decision.allowed)
      denied.push(`${principalName(principal)} ${action} ${resource}: ${decision.because}`);
  },
});

/** By the state's name or the function's ARN. */
export function deployedFunction(name: string) {
  const found = deployed.functions.find(({ arn, state }) => arn === name || state === name);
  if (!found) throw new Error(`The app has no function ${name}.`);
  return found;
}

/** Credentials of a function's role. */
export const credentialsOf = (name: string) => access.credentialsOf(deployedFunction(name).session);
