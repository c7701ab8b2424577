import { describe, expect, it } from 'vitest';
import { lambdaEnvironment } from '../../../local-aws/lambda/lambda-environment';

const lambda = {
  logicalId: 'Work',
  name: 'Work',
  arn: 'arn:aws:lambda:eu-west-1:111111111111:function:Work',
  codePath: '/var/task',
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  timeoutSeconds: 30,
  memorySize: 256,
  environment: {},
  roleArn: 'arn:aws:iam::111111111111:role/Work',
};
const credentials = { accessKeyId: 'ASIAROLE', secretAccessKey: 'local', sessionToken: 'local' };

const credentialVariables = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

function credentialsIn(endpoints: Record<string, string>) {
  const environment = lambdaEnvironment(lambda, endpoints, credentials);
  return Object.fromEntries(credentialVariables.map((variable) => [variable, environment[variable]]));
}

describe('the credentials of a function', () => {
  it('are those of its role', () => {
    expect(credentialsIn({ AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' })).toEqual({
      AWS_ACCESS_KEY_ID: 'ASIAROLE',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
    });
  });

  it('are those that another endpoint wants, and none of its role', () => {
    expect(credentialsIn({ AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'other' })).toEqual({
      AWS_ACCESS_KEY_ID: 'AKIAOTHER',
      AWS_SECRET_ACCESS_KEY: 'other',
      AWS_SESSION_TOKEN: undefined,
    });
  });
});
