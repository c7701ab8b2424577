import './fakes/quiet';
import { DeactivateMFADeviceCommand, GetLoginProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { deactivateMfaDevices } from '../../lambdas/deactivate-mfa-devices';
import { awsError } from './fakes/aws-error';
import { calledOperations } from './fakes/iam';

const iamMock = mockClient(IAMClient);
const iam = new IAMClient({});
const ids = ['arn:aws:iam::222222222222:mfa/root', 'GAHT12345678'];
const noPassword = () => Promise.reject(awsError('NoSuchEntityException'));

describe('deactivateMfaDevices', () => {
  beforeEach(() => {
    iamMock.reset();
    iamMock.onAnyCommand().resolves({});
    iamMock.on(GetLoginProfileCommand).callsFake(noPassword);
  });

  it('looks for the password first, then deactivates the given devices and no others', async () => {
    expect(await deactivateMfaDevices(iam, ids)).toEqual({
      deletions: ids.map((id) => ({ kind: 'mfa-devices', id, result: 'deleted' })),
    });
    expect(calledOperations(iamMock)).toEqual([
      'GetLoginProfile',
      'DeactivateMFADevice',
      'DeactivateMFADevice',
    ]);
    expect(iamMock.calls().map(({ firstArg }) => firstArg.input)).toEqual([
      {},
      ...ids.map((SerialNumber) => ({ SerialNumber })),
    ]);
  });

  it.each([
    ['is there', () => ({ LoginProfile: { CreateDate: new Date(0) } }), 'The password is still there'],
    ['is there without a date', () => ({}), 'The password is still there'],
    ['may not be read', () => Promise.reject(awsError('AccessDenied')), 'could not be read (AccessDenied)'],
    ['read is throttled', () => Promise.reject(awsError('Throttling')), 'could not be read (Throttling)'],
    ['read failed in the network', () => Promise.reject(awsError('TimeoutError')), 'could not be read'],
  ])('keeps every device when the password %s', async (_, answer, message) => {
    iamMock.on(GetLoginProfileCommand).callsFake(answer);
    const refusal: unknown = await deactivateMfaDevices(iam, ids).catch((error) => error);
    expect(refusal).toMatchObject({
      name: 'PasswordStillPresentError',
      message: expect.stringContaining(message),
    });
    expect(calledOperations(iamMock)).toEqual(['GetLoginProfile']);
  });

  it.each(['NoSuchEntity', 'NoSuchEntityException'])('takes %s for gone already', async (code) => {
    iamMock.onAnyCommand().rejects(awsError(code));
    expect(await deactivateMfaDevices(iam, ['GAHT12345678'])).toEqual({
      deletions: [{ kind: 'mfa-devices', id: 'GAHT12345678', result: 'already-gone' }],
    });
  });

  it('records a device that will not go, and the next one still gets its turn', async () => {
    const busy = awsError('EntityTemporarilyUnmodifiableException', 'not now');
    iamMock.on(DeactivateMFADeviceCommand).rejectsOnce(busy).resolves({});
    expect(await deactivateMfaDevices(iam, ids)).toEqual({
      deletions: [
        {
          kind: 'mfa-devices',
          id: ids[0],
          result: 'failed',
          failure: { call: 'iam:DeactivateMFADevice', error: busy.name, message: 'not now' },
        },
        { kind: 'mfa-devices', id: ids[1], result: 'deleted' },
      ],
    });
  });
});
