import { describe, expect, it } from 'vitest';
import { explainFailure, isAccessDenied } from '../../../cli/aws/aws-failures';
import { CallerCredentialsError } from '../../../cli/aws/caller-credentials';
import { read, unknownBecause, whyUnknown } from '../../../cli/aws/fact';

const failure = (name: string, message = 'said', code?: string) =>
  Object.assign(new Error(message), { name }, code === undefined ? {} : { code });

it('an error that AWS names is its answer, whatever its name ends with', () => {
  const error = Object.assign(failure('InternalError'), { $metadata: { httpStatusCode: 500 } });
  expect(explainFailure(error)).toBeUndefined();
  expect(explainFailure(Object.assign(error, { name: 'Error' }))).toMatch(/^Something else than AWS answers/);
});

describe('of an error of AWS', () => {
  it.each([
    ['AccessDenied', true],
    ['AccessDeniedException', true],
    ['AccountNotManagementOrDelegatedAdministratorException', true],
    ['CallerIsNotManagementAccountException', true],
    ['UnauthorizedOperation', true],
    ['ThrottlingException', false],
  ])('%s is a refusal of the caller: %j', (name, denied) => {
    expect(isAccessDenied(failure(name))).toBe(denied);
    expect(unknownBecause(failure(name), 'iam:Get')).toEqual({
      known: false,
      why: 'said',
      ...(denied ? { permission: 'iam:Get' } : {}),
    });
  });

  it('a text that says so is none', () => {
    expect(isAccessDenied({ name: 'AccessDenied' })).toBe(false);
    expect(unknownBecause('broken\u0007', 'iam:Get')).toEqual({ known: false, why: 'broken\\u0007' });
  });

  it('its name stands for a message that is empty', () => {
    expect(unknownBecause(failure('Broken', ''), 'iam:Get')).toEqual({ known: false, why: 'Broken' });
  });
});

it('a fact is what AWS said, or why nobody knows', async () => {
  expect(await read('iam:Get', async () => 7)).toEqual({ known: true, value: 7 });
  expect(await read('iam:Get', () => Promise.reject(failure('AccessDenied')))).toMatchObject({
    known: false,
    permission: 'iam:Get',
  });
  expect(whyUnknown({ known: false, why: 'said' })).toBe('said');
  expect(whyUnknown({ known: false, why: 'said', permission: 'iam:Get' })).toBe('said (needs iam:Get)');
});

describe('where AWS could not be asked, it says what to do', () => {
  it.each<[unknown, RegExp | undefined]>([
    [
      new CallerCredentialsError('the profile has none', 'Sign in.', failure('CredentialsProviderError')),
      /^There are no AWS credentials that can be used: the profile has none \(said\)\.\nSign in\.$/,
    ],
    [
      new CallerCredentialsError('none', 'Sign in.', failure('ExpiredToken')),
      /^The AWS credentials have expired/,
    ],
    [failure('ExpiredToken'), /^The AWS credentials have expired \(said\)\. Sign in again\.$/],
    [failure('ExpiredTokenException'), /have expired/],
    [failure('TokenRefreshRequired'), /have expired/],
    [failure('InvalidClientTokenId'), /^AWS does not accept these credentials \(said\)/],
    [failure('UnrecognizedClientException'), /does not accept/],
    [failure('SignatureDoesNotMatch'), /does not accept/],
    [failure('AuthFailure'), /does not accept/],
    [failure('Error', 'Region is missing'), /^No Region is configured/],
    [failure('Error', 'Region not accepted: region=""'), /^No Region is configured/],
    [failure('Error', 'Region not accepted: region="eu west"'), /^--region: .*such as eu-west-1/],
    [failure('Error', 'connect', 'ECONNREFUSED'), /^AWS cannot be reached .*connect/],
    [failure('Error', 'The Region is missing'), undefined],
    [failure('Error', 'The Region not accepted'), undefined],
    [failure('MyCredentialsProviderError'), undefined],
    [failure('CredentialsProviderErrors'), undefined],
    [failure('Error', 'Region is missing in a file'), undefined],
    [failure('Error', 'My Region not accepted: region=""'), undefined],
    [failure('Error', 'said', 'ENOENTx'), undefined],
    [failure('Error', 'said', 'xENOENT'), undefined],
    [failure('Error', 'said', 'Ewhatever'), undefined],
    [failure('ThrottlingException'), undefined],
    [{ name: 'ExpiredToken', message: 'no error' }, undefined],
  ])('%o', (error, said) => {
    if (said) expect(explainFailure(error)).toMatch(said);
    else expect(explainFailure(error)).toBeUndefined();
  });
});
