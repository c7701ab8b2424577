import { describe, expect, it } from 'vitest';
import * as errors from '../../../lambdas/skeleton/errors';
import { awsError } from '../support/aws-error';

const { failureOf, InvalidInputError, isNoSuchEntity } = errors;

describe('the named errors', () => {
  it.each(Object.entries(errors).filter(([name]) => name.endsWith('Error')))(
    '%s is called as its class is, which is what the state machine matches',
    (name, make) => {
      expect(Reflect.construct(make, [[{ path: ['mode'], what: 'wrong' }]])).toMatchObject({ name });
    },
  );

  it('InvalidInputError names every problem, each on its line', () => {
    const problems = ['accounts', 'mode'].map((field) => ({ path: [field], what: 'wrong' }));
    expect(new InvalidInputError(problems).message).toBe(
      'The execution input is not valid. Nothing was started.\n- accounts: wrong\n- mode: wrong',
    );
  });
});

describe('isNoSuchEntity', () => {
  it.each([
    ['the code on the wire', awsError('NoSuchEntity'), true],
    ["the SDK's shape", awsError('NoSuchEntityException'), true],
    ['another code', awsError('AccessDenied', 'NoSuchEntity'), false],
    ['a code that begins alike', awsError('NoSuchEntityOfAnyKind'), false],
    ['what is no error', { name: 'NoSuchEntity' }, false],
    ['nothing', undefined, false],
  ])('knows %s', (_, error, expected) => {
    expect(isNoSuchEntity(error)).toBe(expected);
  });
});

describe('failureOf', () => {
  it('keeps the name and the message, and nothing else of an error', () => {
    const error = Object.assign(awsError('AccessDenied', 'no'), { $metadata: {}, secret: 'the-secret' });
    expect(failureOf('iam:GetUser', error)).toEqual({
      call: 'iam:GetUser',
      error: 'AccessDenied',
      message: 'no',
    });
  });

  it('keeps the text of what is no error', () => {
    expect(failureOf('iam:GetUser', 'a text')).toEqual({
      call: 'iam:GetUser',
      error: 'Error',
      message: 'a text',
    });
  });
});
