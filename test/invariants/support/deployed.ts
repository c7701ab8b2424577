import { inject } from 'vitest';
import { roleSession } from '../../../local/runtime/iam/principal';
import { readTemplate } from '../../../local/runtime/template';
import { findStateMachines } from '../../../local/state-machines';

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
  policies: template.policies(),
};

/** By the state's name or the function's ARN. */
export function deployedFunction(name: string) {
  const found = deployed.functions.find(({ arn, state }) => arn === name || state === name);
  if (!found) throw new Error(`The app has no function ${name}.`);
  return found;
}
