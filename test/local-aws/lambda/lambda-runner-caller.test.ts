import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../../local-aws/clock';
import { LambdaRunner } from '../../../local-aws/lambda/lambda-runner';
import { temporaryFolder } from '../support/temporary-folder';

const runners: LambdaRunner[] = [];
afterEach(() => Promise.all(runners.splice(0).map((runner) => runner.close())));

const code = `console.log('loaded');
const names = ['AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL_S3'];
export const handler = async () => names.map((name) => process.env[name] ?? null);`;

/** Two functions, of which the caller lends its credentials to one. */
function runnerWith(
  caller: () => Promise<Record<string, string>>,
  log: (name: string, line: string) => void = () => undefined,
): LambdaRunner {
  const codePath = temporaryFolder({ 'index.mjs': code });
  const runner = new LambdaRunner({
    functions: ['ForCaller', 'ForRole'].map((name) => ({
      logicalId: name,
      name,
      arn: `arn:aws:lambda:eu-west-1:111111111111:function:${name}`,
      codePath,
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      timeoutSeconds: 3,
      memorySize: 256,
      environment: {},
      roleArn: `arn:aws:iam::111111111111:role/${name}`,
    })),
    endpoints: (_, borrows) => ({ AWS_ENDPOINT_URL_S3: borrows ? 'its own door' : 'the endpoint' }),
    credentials: () => ({ accessKeyId: 'role-key', secretAccessKey: 'local', sessionToken: 'local' }),
    caller: ({ name }) => (name === 'ForCaller' ? caller() : undefined),
    clock: systemClock,
    log,
  });
  runners.push(runner);
  return runner;
}

it('lends a function the credentials of a caller, at each invocation those of that moment', async () => {
  let moment = 0;
  const runner = runnerWith(async () => ({ AWS_ACCESS_KEY_ID: `key-${++moment}` }));
  const first = await runner.invoke('ForCaller', {});
  const second = await runner.invoke('ForCaller', {});
  expect(first).toMatchObject({ payload: ['key-1', null, 'its own door'] });
  expect(second).toMatchObject({ payload: ['key-2', null, 'its own door'] });
});

it('leaves the other functions those of their roles', async () => {
  const runner = runnerWith(async () => ({ AWS_ACCESS_KEY_ID: 'key' }));
  expect(await runner.invoke('ForRole', {})).toMatchObject({
    payload: ['role-key', 'local', 'the endpoint'],
  });
});

it('rejects where there are no such credentials', async () => {
  const runner = runnerWith(async () => {
    throw new Error('The session has expired.');
  });
  await expect(runner.invoke('ForCaller', {})).rejects.toThrow('The session has expired.');
});

it('starts nothing ahead when it is closed while the caller is asked', async () => {
  const started: string[] = [];
  const runner = runnerWith(
    async () => {
      await runner.close();
      return {};
    },
    (name) => started.push(name),
  );
  await runner.warm(['ForRole', 'ForCaller']);
  expect(started).toEqual(['ForRole']);
});
