import './support/quiet';
import 'aws-sdk-client-mock-vitest/extend';
import { CreateLoginProfileCommand, GetLoginProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { allowPasswordRecovery } from '../../lambdas/allow-password-recovery';
import { awsError } from './support/aws-error';

const iamMock = mockClient(IAMClient);
const iam = new IAMClient({});
const createFails = (code: string) => iamMock.on(CreateLoginProfileCommand).rejects(awsError(code, 'no'));
const thereIsNone = () => iamMock.on(GetLoginProfileCommand).rejects(awsError('NoSuchEntityException'));

describe('AllowPasswordRecovery', () => {
  beforeEach(() => {
    iamMock.reset();
    iamMock.on(CreateLoginProfileCommand).resolves({});
    iamMock.on(GetLoginProfileCommand).callsFake(() => ({ LoginProfile: { CreateDate: new Date(0) } }));
  });

  it('creates the login profile with no password and no user name, and looks', async () => {
    expect(await allowPasswordRecovery(iam, 0)).toEqual({ result: 'done' });
    expect(iamMock.calls().map(({ firstArg }) => [firstArg.constructor.name, firstArg.input])).toEqual([
      ['CreateLoginProfileCommand', {}],
      ['GetLoginProfileCommand', {}],
    ]);
  });

  it.each([
    ['EntityAlreadyExists', 0, 'already-so'],
    ['EntityAlreadyExistsException', 0, 'already-so'],
    ['EntityAlreadyExistsException', 1, 'done'],
  ])('takes %s after %i retries for %s', async (code, retries, result) => {
    createFails(code);
    expect(await allowPasswordRecovery(iam, retries)).toEqual({ result });
  });

  it('does nothing after a denial', async () => {
    createFails('AccessDenied');
    const failure = { call: 'iam:CreateLoginProfile', error: 'AccessDenied', message: 'no' };
    expect(await allowPasswordRecovery(iam, 0)).toEqual({ result: 'failed', failure });
    expect(iamMock).not.toHaveReceivedCommand(GetLoginProfileCommand);
  });

  it('is done where the answer was lost and the login profile is there', async () => {
    createFails('ServiceFailureException');
    expect(await allowPasswordRecovery(iam, 0)).toEqual({ result: 'done' });
  });

  it('is unknown where the answer was lost and there is none yet', async () => {
    iamMock.on(CreateLoginProfileCommand).rejects(awsError('ServiceFailureException', 'later', 500));
    thereIsNone();
    expect(await allowPasswordRecovery(iam, 0)).toMatchObject({ result: 'unknown' });
  });

  it('failed where IAM said no and there is none', async () => {
    createFails('LimitExceededException');
    thereIsNone();
    expect(await allowPasswordRecovery(iam, 0)).toMatchObject({ result: 'failed' });
  });

  it.each(['AccessDenied', 'Throttling', 'ServiceFailureException'])(
    'is unknown after %s on a retry: what an earlier attempt created may not be listed yet',
    async (code) => {
      thereIsNone();
      iamMock.on(CreateLoginProfileCommand).resolvesOnce({}).rejects(awsError(code, 'no'));
      await expect(allowPasswordRecovery(iam, 0)).rejects.toMatchObject({ name: 'ChangeNotVisibleError' });
      const failure = { call: 'iam:CreateLoginProfile', error: code, message: 'no' };
      expect(await allowPasswordRecovery(iam, 1)).toEqual({ result: 'unknown', failure });
    },
  );

  it('is done where a retry is denied and what an earlier attempt created is there', async () => {
    createFails('AccessDenied');
    expect(await allowPasswordRecovery(iam, 1)).toEqual({ result: 'done' });
  });

  it('is unknown where nobody can look', async () => {
    iamMock.on(GetLoginProfileCommand).rejects(awsError('Throttling', 'slow'));
    const failure = { call: 'iam:GetLoginProfile', error: 'Throttling', message: 'slow' };
    expect(await allowPasswordRecovery(iam, 0)).toEqual({ result: 'unknown', failure });
  });

  it('is unknown, not already so, where nobody can look at what IAM says is there', async () => {
    createFails('EntityAlreadyExists');
    iamMock.on(GetLoginProfileCommand).rejects(awsError('Throttling', 'slow'));
    expect(await allowPasswordRecovery(iam, 0)).toMatchObject({ result: 'unknown' });
  });

  it.each(['created', 'there before'])(
    'asks to be tried again while IAM does not list it yet: %s',
    async (which) => {
      if (which === 'there before') createFails('EntityAlreadyExists');
      thereIsNone();
      await expect(allowPasswordRecovery(iam, 0)).rejects.toMatchObject({ name: 'ChangeNotVisibleError' });
    },
  );
});
