import './support/quiet';
import { GetLoginProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { loginProfileId } from '../../lambdas/credentials/credential-ids';
import { deleteLoginProfile } from '../../lambdas/delete-login-profile';
import { awsError } from './support/aws-error';
import { deletesExactlyWhatItIsGiven } from './support/delete-stage';
import { calledOperations } from './support/iam';
import { createdAt, day } from './support/root-user';

const id = loginProfileId(createdAt);

describe('deleteLoginProfile', () => {
  const iamMock = deletesExactlyWhatItIsGiven({
    kind: 'login-profile',
    remove: deleteLoginProfile,
    operation: 'DeleteLoginProfile',
    looksWith: 'GetLoginProfile',
    answer: { LoginProfile: { CreateDate: day } },
    ids: [id],
    inputFor: () => ({}),
  });

  const iam = new IAMClient({});

  it('leaves a password alone that was made since the plan: the approved one is gone', async () => {
    iamMock.on(GetLoginProfileCommand).callsFake(() => ({ LoginProfile: { CreateDate: new Date() } }));
    expect(await deleteLoginProfile(iam, [id])).toEqual({
      deletions: [{ kind: 'login-profile', id, result: 'already-gone', at: expect.any(String) }],
    });
    expect(calledOperations(iamMock)).toEqual(['GetLoginProfile']);
  });

  it('deletes nothing where it cannot see which password is there', async () => {
    iamMock.on(GetLoginProfileCommand).rejects(awsError('AccessDenied'));
    expect(await deleteLoginProfile(iam, [id])).toMatchObject({ deletions: [{ id, result: 'failed' }] });
    expect(calledOperations(iamMock)).toEqual(['GetLoginProfile']);
  });
});
