import './support/quiet';
import {
  DeactivateMFADeviceCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { mfaDeviceId } from '../../lambdas/credentials/credential-ids';
import { deactivateMfaDevices } from '../../lambdas/deactivate-mfa-devices';
import { awsError } from './support/aws-error';
import { calledOperations } from './support/iam';

const iamMock = mockClient(IAMClient);
const iam = new IAMClient({});
const enabledAt = '2024-05-06T07:08:09.000Z';
const serialNumbers = ['arn:aws:iam::222222222222:mfa/ro@ot', 'GAHT12345678'];
const ids = serialNumbers.map((serialNumber) => mfaDeviceId(serialNumber, enabledAt));
const noPassword = () => Promise.reject(awsError('NoSuchEntityException'));
const device = (SerialNumber: string, EnableDate = new Date(enabledAt)) => ({
  UserName: 'root',
  SerialNumber,
  EnableDate,
});
const deactivated = () =>
  iamMock.commandCalls(DeactivateMFADeviceCommand).map(({ args: [{ input }] }) => input);

const at = expect.any(String);

describe('deactivateMfaDevices', () => {
  beforeEach(() => {
    iamMock.reset();
    iamMock.onAnyCommand().resolves({});
    iamMock.on(GetLoginProfileCommand).callsFake(noPassword);
    iamMock
      .on(ListMFADevicesCommand)
      .resolves({ MFADevices: [...serialNumbers, 'of-nobody'].map((serial) => device(serial)) });
  });

  it('looks for the password first, then deactivates the given devices and no others', async () => {
    expect(await deactivateMfaDevices(iam, ids)).toEqual({
      deletions: ids.map((id) => ({ kind: 'mfa-devices', id, result: 'deleted', at })),
    });
    expect(calledOperations(iamMock)).toEqual([
      'GetLoginProfile',
      'ListMFADevices',
      'DeactivateMFADevice',
      'DeactivateMFADevice',
    ]);
    expect(deactivated()).toEqual(serialNumbers.map((SerialNumber) => ({ SerialNumber })));
  });

  it('finds a device whose time of enabling AWS does not tell', async () => {
    iamMock.on(ListMFADevicesCommand).resolves({
      MFADevices: [{ ...device('GAHT12345678'), EnableDate: undefined }],
    });
    expect(await deactivateMfaDevices(iam, ['GAHT12345678'])).toEqual({
      deletions: [{ kind: 'mfa-devices', id: 'GAHT12345678', result: 'deleted', at }],
    });
    expect(deactivated()).toEqual([{ SerialNumber: 'GAHT12345678' }]);
  });

  it.each([
    ['is there', () => ({ LoginProfile: { CreateDate: new Date(0) } }), 'The password is still there'],
    ['is there without a date', () => ({ LoginProfile: {} }), 'The password is still there'],
    ['read has no content', () => ({}), 'could not be read (IncompleteAnswerError)'],
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

  it.each([
    ['another one has its serial number now', [device('GAHT12345678', new Date())]],
    ['it is not there any more', [device('of-nobody')]],
    ['nothing is', []],
  ])('takes a device for gone already, and deactivates none, where %s', async (_, MFADevices) => {
    iamMock.on(ListMFADevicesCommand).resolves({ MFADevices });
    const id = mfaDeviceId('GAHT12345678', enabledAt);
    expect(await deactivateMfaDevices(iam, [id])).toEqual({
      deletions: [{ kind: 'mfa-devices', id, result: 'already-gone', at }],
    });
    expect(deactivated()).toEqual([]);
  });

  it('keeps every device where they cannot be listed, so that the state tries again', async () => {
    iamMock.on(ListMFADevicesCommand).rejects(awsError('ServiceFailure'));
    await expect(deactivateMfaDevices(iam, ids)).rejects.toThrow('ServiceFailure');
    expect(deactivated()).toEqual([]);
  });

  it.each(['NoSuchEntity', 'NoSuchEntityException'])('takes %s for gone already', async (code) => {
    iamMock.on(DeactivateMFADeviceCommand).rejects(awsError(code));
    expect(await deactivateMfaDevices(iam, ids)).toEqual({
      deletions: ids.map((id) => ({ kind: 'mfa-devices', id, result: 'already-gone', at })),
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
          at,
        },
        { kind: 'mfa-devices', id: ids[1], result: 'deleted', at },
      ],
    });
  });
});
