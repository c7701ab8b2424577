import {
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
} from '@aws-sdk/client-iam';
import type { AwsClientStub } from 'aws-sdk-client-mock';

type IamMock = AwsClientStub<IAMClient>;

/** Answers the call that reads a kind with what `answer` returns or throws. */
export function answerRead(iamMock: IamMock, answer: (input: { Marker?: string }) => unknown) {
  return {
    'signing-certificates': () => iamMock.on(ListSigningCertificatesCommand).callsFake(answer),
    'access-keys': () => iamMock.on(ListAccessKeysCommand).callsFake(answer),
    'login-profile': () => iamMock.on(GetLoginProfileCommand).callsFake(answer),
    'mfa-devices': () => iamMock.on(ListMFADevicesCommand).callsFake(answer),
  };
}

/** What the lists of a root user without credentials answer, each with its own. */
export const emptyLists = { Certificates: [], AccessKeyMetadata: [], MFADevices: [] };
export const day = new Date('2020-01-02T03:04:05.000Z');
export const readCalls = {
  'signing-certificates': 'iam:ListSigningCertificates',
  'access-keys': 'iam:ListAccessKeys',
  'login-profile': 'iam:GetLoginProfile',
  'mfa-devices': 'iam:ListMFADevices',
};

/** A root user who has one credential of each kind, all of them used. */
export function everythingThere(iamMock: IamMock): void {
  iamMock.on(ListSigningCertificatesCommand).resolves({
    Certificates: [
      {
        UserName: undefined,
        CertificateId: 'CERT1',
        CertificateBody: 'PEM',
        Status: 'Active',
        UploadDate: day,
      },
    ],
  });
  iamMock.on(ListAccessKeysCommand).resolves({
    AccessKeyMetadata: [{ AccessKeyId: 'AKIA1', Status: 'Inactive', CreateDate: day }],
  });
  iamMock.on(GetAccessKeyLastUsedCommand).resolves({
    UserName: undefined,
    AccessKeyLastUsed: { LastUsedDate: day, ServiceName: 's3', Region: 'us-east-1' },
  });
  iamMock.on(GetLoginProfileCommand).callsFake(() => ({ LoginProfile: { CreateDate: day } }));
  iamMock
    .on(GetUserCommand)
    .callsFake(() => ({ User: { Arn: 'arn:aws:iam::1:root', PasswordLastUsed: day } }));
  iamMock.on(ListMFADevicesCommand).callsFake(() => ({
    MFADevices: [{ SerialNumber: 'arn:aws:iam::222222222222:mfa/root', EnableDate: day }],
  }));
}

export const createdAt = '2020-01-02T03:04:05.000Z';
/** What the inspection of such a root user comes to. */
export const everything = {
  'signing-certificates': {
    state: 'present',
    credentials: [
      {
        kind: 'signing-certificates',
        id: 'CERT1',
        status: 'Active',
        createdAt,
        lastUsed: { state: 'not-recorded' },
      },
    ],
  },
  'access-keys': {
    state: 'present',
    credentials: [
      {
        kind: 'access-keys',
        id: 'AKIA1',
        status: 'Inactive',
        createdAt,
        lastUsed: { state: 'used', at: createdAt, service: 's3', region: 'us-east-1' },
      },
    ],
  },
  'login-profile': {
    state: 'present',
    credentials: [
      {
        kind: 'login-profile',
        id: `login-profile@${createdAt}`,
        createdAt,
        lastUsed: { state: 'used', at: createdAt },
      },
    ],
  },
  'mfa-devices': {
    state: 'present',
    credentials: [
      {
        kind: 'mfa-devices',
        id: `arn:aws:iam::222222222222:mfa/root@${createdAt}`,
        createdAt,
        lastUsed: { state: 'not-recorded' },
        mfaDeviceType: 'virtual',
      },
    ],
  },
};
