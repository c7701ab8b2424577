import '../support/quiet';
import { GetLoginProfileCommand, IAMClient, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { readKind } from '../../../lambdas/credentials/read-credentials';
import { credentialKinds } from '../../../lambdas/run/model';
import { awsError } from '../support/aws-error';
import { calledOperations, credential, incomplete, present, unread } from '../support/iam';
import { answerRead, emptyLists, readCalls } from '../support/root-user';

const iamMock = mockClient(IAMClient);
const iam = new IAMClient({});

const onePage = {
  'signing-certificates': (id?: string) => ({ Certificates: [{ CertificateId: id }] }),
  'access-keys': (id?: string) => ({ AccessKeyMetadata: [{ AccessKeyId: id }] }),
  'mfa-devices': (id?: string) => ({ MFADevices: [{ SerialNumber: id }] }),
};
const listedKinds = ['signing-certificates', 'access-keys', 'mfa-devices'] as const;

describe('readKind', () => {
  beforeEach(() => {
    iamMock.reset();
    iamMock.onAnyCommand().callsFake(() => ({ ...emptyLists, LoginProfile: {} }));
  });

  it.each(listedKinds)('reads every page of %s, past an empty one', async (kind) => {
    const pages = [
      { ...onePage[kind]('1'), IsTruncated: true, Marker: 'a' },
      { ...emptyLists, IsTruncated: true, Marker: 'b' },
      { ...onePage[kind]('2'), IsTruncated: false },
    ];
    const markers: (string | undefined)[] = [];
    answerRead(iamMock, ({ Marker }) => {
      markers.push(Marker);
      return pages.shift();
    })[kind]();
    const reading = await readKind(iam, kind);
    expect(reading).toMatchObject({ state: 'present', credentials: [{ id: '1' }, { id: '2' }] });
    expect(markers).toEqual([undefined, 'a', 'b']);
  });

  it.each(listedKinds)('has each of %s once, however often it is listed', async (kind) => {
    const twice = onePage[kind]('1');
    const [list = [], name] = [Object.values(twice)[0], Object.keys(twice)[0] ?? ''];
    const pages = [{ [name]: [...list, ...list], IsTruncated: true, Marker: 'a' }, twice];
    answerRead(iamMock, () => pages.shift())[kind]();
    const reading = await readKind(iam, kind);
    expect(reading).toMatchObject({ state: 'present', credentials: [{ id: '1' }] });
    expect('credentials' in reading && reading.credentials).toHaveLength(1);
  });

  it.each(listedKinds)('calls %s unknown where a later page fails', async (kind) => {
    const pages = [{ ...onePage[kind]('1'), IsTruncated: true, Marker: 'a' }];
    answerRead(iamMock, () => pages.shift() ?? Promise.reject(awsError('Throttling', 'no')))[kind]();
    expect(await readKind(iam, kind)).toEqual(unread(readCalls[kind], 'Throttling'));
  });

  it.each(listedKinds)('calls %s unknown where one has no ID, rather than overlook it', async (kind) => {
    answerRead(iamMock, () => onePage[kind]())[kind]();
    expect(await readKind(iam, kind)).toEqual(incomplete(readCalls[kind], 'the ID of something in its list'));
  });

  it.each(listedKinds)('calls %s absent where the list is empty', async (kind) => {
    answerRead(iamMock, () => ({ ...emptyLists, IsTruncated: false }))[kind]();
    expect(await readKind(iam, kind)).toEqual({ state: 'absent' });
  });

  it.each(['NoSuchEntity', 'NoSuchEntityException'])('takes %s for no password', async (code) => {
    iamMock.on(GetLoginProfileCommand).rejects(awsError(code));
    expect(await readKind(iam, 'login-profile')).toEqual({ state: 'absent' });
  });

  it('takes a login profile without a date for a password that is there', async () => {
    expect(await readKind(iam, 'login-profile')).toEqual(
      present(credential('login-profile', 'login-profile')),
    );
  });

  it.each(credentialKinds)('keeps what AWS said where %s cannot be read', async (kind) => {
    answerRead(iamMock, () => Promise.reject(awsError('AccessDenied', 'no')))[kind]();
    expect(await readKind(iam, kind)).toEqual(unread(readCalls[kind]));
  });

  it.each(listedKinds)('takes NoSuchEntity for no answer about %s', async (kind) => {
    answerRead(iamMock, () => Promise.reject(awsError('NoSuchEntityException', 'no')))[kind]();
    expect(await readKind(iam, kind)).toEqual(unread(readCalls[kind], 'NoSuchEntityException'));
  });

  it.each(credentialKinds)('survives what is no Error while it reads %s', async (kind) => {
    answerRead(iamMock, () => Promise.reject('a text'))[kind]();
    expect(await readKind(iam, kind)).toEqual(unread(readCalls[kind], 'Error', 'a text'));
  });

  it.each(credentialKinds)('reads %s with that one call and no user name', async (kind) => {
    await readKind(iam, kind);
    expect(calledOperations(iamMock).map((name) => `iam:${name}`)).toEqual([readCalls[kind]]);
    expect(iamMock.call(0).firstArg.input).not.toHaveProperty('UserName');
  });

  it.each([
    ['arn:aws:iam::222222222222:mfa/root-account-mfa-device', 'virtual'],
    ['arn:aws-us-gov:iam::222222222222:mfa/phone', 'virtual'],
    ['arn:aws:iam::222222222222:u2f/root/yubikey-ABC', 'passkey-or-security-key'],
    ['GAHT12345678', 'hardware'],
    ['mfa/looks-alike', 'hardware'],
  ])('knows the device %s as %s', async (SerialNumber, mfaDeviceType) => {
    iamMock.on(ListMFADevicesCommand).callsFake(() => onePage['mfa-devices'](SerialNumber));
    expect(await readKind(iam, 'mfa-devices')).toMatchObject({ credentials: [{ mfaDeviceType }] });
  });
});
