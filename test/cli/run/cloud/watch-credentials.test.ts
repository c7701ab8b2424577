import { expect, it } from 'vitest';
import { watchCredentials } from '../../../../cli/run/cloud/watch-credentials';
import { ExecutionStopped, StatesError, type TaskIntegration } from '../../../../local-aws';

const { signal } = new AbortController();

/** How an invocation of this function ends that fails with this error, and what the watch said. */
async function outcomeOf(FunctionName: string, error: unknown) {
  const expired: string[] = [];
  const fail: TaskIntegration = async () => {
    throw error;
  };
  const tasks = watchCredentials(
    { 'lambda:invoke': fail },
    { usesCaller: (name) => name === 'AssumeRoot', onExpired: (reason) => expired.push(reason) },
  );
  const thrown = await tasks['lambda:invoke']({ FunctionName }, { signal, submitted: () => undefined }).catch(
    (thrown: unknown) => thrown,
  );
  return { thrown, expired };
}

it.each([
  ['ExpiredToken', 'ExpiredToken'],
  ['ExpiredTokenException', 'ExpiredTokenException'],
])('stops where AWS says %s to the caller', async (name, reason) => {
  const { thrown, expired } = await outcomeOf('AssumeRoot', new StatesError(name, '{}'));
  expect(thrown).toBeInstanceOf(ExecutionStopped);
  expect(expired).toEqual([reason]);
});

it('stops where the caller has no credentials any more, and says why', async () => {
  const error = new StatesError(
    'CallerCredentialsError',
    JSON.stringify({ errorType: 'CallerCredentialsError', errorMessage: 'The SSO session has expired.' }),
  );
  const { thrown, expired } = await outcomeOf('AssumeRoot', error);
  expect(thrown).toBeInstanceOf(ExecutionStopped);
  expect(expired).toEqual(['The SSO session has expired.']);
});

it.each([
  ['a root session that has expired', 'DeleteAccessKeys', 'ExpiredToken'],
  ['anything else', 'AssumeRoot', 'AccessDenied'],
])('leaves %s to the workflow', async (_, functionName, name) => {
  const error = new StatesError(name);
  expect(await outcomeOf(functionName, error)).toEqual({ thrown: error, expired: [] });
});
