import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../../local-aws/clock';
import { anyCredentials } from '../../../local-aws/lambda/lambda-environment';
import { LambdaRunner } from '../../../local-aws/lambda/lambda-runner';
import { startEndpoints } from '../../../local-aws/services/endpoints';
import { ObjectStore } from '../../../local-aws/services/object-store';
import type { Email } from '../../../local-aws/services/sns';
import { temporaryFolder } from '../support/temporary-folder';

const topicArn = 'arn:aws:sns:eu-west-1:111111111111:Approvers';
const keyArn = 'arn:aws:kms:eu-west-1:111111111111:key/k';

/** Uses every service the way a deployed function would: clients without any configuration. */
const source = `
  import { KMSClient, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
  import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
  import { SFNClient, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
  import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
  export const handler = async (event) => {
    const { Plaintext } = await new KMSClient().send(new GenerateDataKeyCommand({ KeyId: '${keyArn}', KeySpec: 'AES_256' }));
    await new S3Client().send(new PutObjectCommand({ Bucket: 'runs', Key: 'a/plan.json', Body: JSON.stringify(event) }));
    await new SNSClient().send(new PublishCommand({ TopicArn: '${topicArn}', Message: 'asked' }));
    await new SFNClient().send(new SendTaskSuccessCommand({ taskToken: 'token', output: '{}' }));
    return Plaintext.length;
  };`;

const closers: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(closers.map((closer) => closer.close())));

it('a bundled function reaches every service through the environment alone', async () => {
  const codePath = temporaryFolder();
  await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: `${codePath}/index.mjs`,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const objects = new ObjectStore({ runs: temporaryFolder() });
  const emails: Email[] = [];
  const succeeded: string[] = [];
  const requested: string[] = [];
  const endpoints = await startEndpoints({
    objects,
    keys: [{ keyId: 'k', arn: keyArn }],
    topics: [{ arn: topicArn, subscriptions: [{ endpoint: 'ann@example.com', confirmed: true }] }],
    deliver: (email) => emails.push(email),
    intercept: (fetch) => (request) => {
      requested.push(new URL(request.url).origin);
      return fetch(request);
    },
    callers: { secretsOf: (key) => (key === anyCredentials.accessKeyId ? anyCredentials : undefined) },
    tasks: { succeed: (token) => succeeded.push(token), fail: () => {} },
  });
  const lines: string[] = [];
  const runner = new LambdaRunner({
    functions: [
      {
        logicalId: 'Work',
        name: 'Work',
        arn: 'arn:aws:lambda:eu-west-1:111111111111:function:Work',
        codePath,
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        timeoutSeconds: 30,
        memorySize: 256,
        environment: {},
        roleArn: 'arn:aws:iam::111111111111:role/Work',
      },
    ],
    endpoints: () => endpoints.environment,
    clock: systemClock,
    log: (_, line) => lines.push(line),
  });
  closers.push(runner, endpoints);

  expect(await runner.invoke('Work', { plan: 1 })).toEqual({ requestId: expect.any(String), payload: 32 });
  expect(await objects.getObject('runs', 'a/plan.json')).toBe('{"plan":1}');
  expect(emails).toEqual([{ to: 'ann@example.com', subject: 'AWS Notification Message', message: 'asked' }]);
  expect(succeeded).toEqual(['token']);
  expect(lines).toEqual([]);
  const asked = ['KMS', 'S3', 'SFN', 'SNS'].map((name) => endpoints.environment[`AWS_ENDPOINT_URL_${name}`]);
  expect(requested.toSorted()).toEqual(asked.toSorted());
});
