import { describe, expect, it } from 'vitest';
import { failureOfCaught } from '../../../lambdas/report/explain';

describe('failureOfCaught', () => {
  const lambdaCause = {
    errorType: 'AccessDenied',
    errorMessage: 'not authorized',
    trace: ['at secret.ts:1'],
  };

  it("takes the message of a Lambda's error document, and leaves its stack trace out", () => {
    const caught = { state: 'InspectCredentials', error: 'AccessDenied', cause: JSON.stringify(lambdaCause) };
    expect(failureOfCaught(caught)).toEqual({
      call: 'InspectCredentials',
      error: 'AccessDenied',
      message: 'not authorized',
    });
  });

  it.each(['AssumeRootToInspect', 'AssumeRootToPurge'])('knows the call behind %s', (state) => {
    expect(failureOfCaught({ state, error: 'AccessDenied', cause: 'no' })).toEqual({
      call: 'sts:AssumeRoot',
      error: 'AccessDenied',
      message: 'no',
    });
  });

  it.each([
    'NotAPurgeError',
    'Lambda.TooManyRequestsException',
    'Lambda.Unknown',
    'Sandbox.Timedout',
    'States.Timeout',
  ])('does not tell %s, which befell the function, as an answer of STS', (error) => {
    expect(failureOfCaught({ state: 'AssumeRootToPurge', error, cause: 'no' })).toMatchObject({
      call: 'AssumeRootToPurge',
    });
  });

  it.each(['', 'a text', '{', 'null', '42', '[]', '{}', '{"errorMessage":7}', '"text"'])(
    'keeps the cause %j as it is',
    (cause) => {
      expect(failureOfCaught({ state: 'PurgeAccounts', error: 'States.Timeout', cause })).toEqual({
        call: 'PurgeAccounts',
        error: 'States.Timeout',
        message: cause,
      });
    },
  );
});
