import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../lib/config';
import { LambdaFunction } from '../../lib/lambda-function';
import { RootPurgeStack } from '../../lib/root-purge-stack';
import { createApp, synthesizeAlone } from './support/synthesized';
import { everyKey } from './support/topologies';

afterEach(() => vi.unstubAllEnvs());

describe('where a value can come from two places and both are there,', () => {
  it('the account and the Region of the context win over those of the credentials', () => {
    vi.stubEnv('CDK_DEFAULT_ACCOUNT', '222233334444');
    vi.stubEnv('CDK_DEFAULT_REGION', 'ap-southeast-2');
    vi.stubEnv('AWS_REGION', 'sa-east-1');
    const { account, region } = createApp(everyKey).stack;
    expect({ account, region }).toEqual({ account: everyKey.account, region: everyKey.region });
  });

  it('the account and the Region of the credentials are not taken for those of the context', () => {
    vi.stubEnv('CDK_DEFAULT_ACCOUNT', '222233334444');
    vi.stubEnv('CDK_DEFAULT_REGION', 'ap-southeast-2');
    const { account, region } = readConfig(createApp().app.node);
    expect({ account, region }).toEqual({ account: undefined, region: undefined });
  });

  // The CDK CLI merges cdk.json and -c, the latter last, and hands the result over in this variable.
  it('what the CDK CLI hands over wins over what the app is constructed with', () => {
    vi.stubEnv('CDK_CONTEXT_JSON', JSON.stringify({ concurrency: '7', approvers: 'carol@corp.example' }));
    const app = new App({
      context: { concurrency: 9, approvers: ['dave@corp.example'], region: 'eu-west-1' },
    });
    const { concurrency, approvers, region } = readConfig(app.node);
    expect({ concurrency, approvers, region }).toEqual({
      concurrency: 7,
      approvers: ['carol@corp.example'],
      region: 'eu-west-1',
    });
  });

  it.each([
    [{ alarmEmails: ['erin@corp.example'] }, ['erin@corp.example']],
    [{}, ['carol@corp.example']],
  ])('addresses for alarms win over the approvers: %j', (context, expected) => {
    const app = new App({ context: { approvers: ['carol@corp.example'], ...context } });
    expect(readConfig(app.node).alarmEmails).toEqual(expected);
  });

  it('the properties of a stack win over what the app says of it', () => {
    const app = new App({ context: { approvers: ['carol@corp.example'] } });
    const stack = new RootPurgeStack(app, 'Mine', { config: readConfig(app.node), description: 'Mine' });
    expect(Template.fromStack(stack).toJSON().Description).toBe('Mine');
  });

  it('what a function is told wins over what all are told', () => {
    const template = synthesizeAlone((scope) => {
      new LambdaFunction(scope, 'PlanTask', {
        environment: { POWERTOOLS_SERVICE_NAME: 'Mine', MORE: 'more' },
      });
    });
    expect(template.properties('AWS::Lambda::Function')).toMatchObject({
      Environment: {
        Variables: {
          POWERTOOLS_SERVICE_NAME: 'Mine',
          POWERTOOLS_METRICS_NAMESPACE: 'RootCredentialPurge',
          MORE: 'more',
        },
      },
    });
  });
});
