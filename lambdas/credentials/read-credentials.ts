import {
  GetLoginProfileCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
} from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { contentOf } from '../aws-calls/content-of';
import { listAll } from '../aws-calls/whole-list';
import {
  type Credential,
  type CredentialKind,
  credentialKinds,
  type MfaDeviceType,
  type Reading,
  Readings,
} from '../run/model';
import { failureOf, isNoSuchEntity } from '../skeleton/errors';
import { loginProfileId, mfaDeviceId } from './credential-ids';

/** Reads one kind of the root user's credentials; an empty list means that it was read and nothing is there. */
type Reader = (iam: IAMClient) => Promise<Credential[]>;

/** How each kind is read, and by which call. None sends `UserName`: with one, a root session is explicitly denied. */
export const readers: Record<CredentialKind, { call: string; read: Reader }> = {
  'signing-certificates': { call: 'iam:ListSigningCertificates', read: listSigningCertificates },
  'access-keys': { call: 'iam:ListAccessKeys', read: listAccessKeys },
  'login-profile': { call: 'iam:GetLoginProfile', read: getLoginProfile },
  'mfa-devices': { call: 'iam:ListMFADevices', read: listMfaDevices },
};

/** Reads one kind of the root user's credentials: present, absent, or unknown with the failure. It never throws. */
export async function readKind(iam: IAMClient, kind: CredentialKind): Promise<Reading> {
  const { call, read } = readers[kind];
  try {
    const credentials = await read(iam);
    return credentials.length > 0 ? { state: 'present', credentials } : { state: 'absent' };
  } catch (error) {
    return { state: 'unknown', failure: failureOf(call, error) };
  }
}

/** Reads all four kinds of root credentials at once, each by `read`. */
export async function readAllKinds(read: (kind: CredentialKind) => Promise<Reading>): Promise<Readings> {
  const readings = await Promise.all(credentialKinds.map(async (kind) => [kind, await read(kind)] as const));
  return z.parse(Readings, Object.fromEntries(readings));
}

async function listSigningCertificates(client: IAMClient): Promise<Credential[]> {
  const certificates = await listAll({
    ...iamListing,
    call: 'iam:ListSigningCertificates',
    read: (Marker?: string) => client.send(new ListSigningCertificatesCommand({ Marker })),
    items: ({ Certificates }) => Certificates,
    id: ({ CertificateId }) => CertificateId,
  });
  return certificates.map(({ CertificateId: id = '', Status: status, UploadDate }) => ({
    ...credential('signing-certificates', id),
    status,
    createdAt: UploadDate?.toISOString(),
  }));
}

async function listAccessKeys(client: IAMClient): Promise<Credential[]> {
  const keys = await listAll({
    ...iamListing,
    call: 'iam:ListAccessKeys',
    read: (Marker?: string) => client.send(new ListAccessKeysCommand({ Marker })),
    items: ({ AccessKeyMetadata }) => AccessKeyMetadata,
    id: ({ AccessKeyId }) => AccessKeyId,
  });
  return keys.map(({ AccessKeyId: id = '', Status: status, CreateDate }) => ({
    ...credential('access-keys', id),
    status,
    createdAt: CreateDate?.toISOString(),
  }));
}

/** The root user's MFA devices. @throws IncompleteAnswerError where IAM answers without the whole list */
export async function listMfaDevices(client: IAMClient): Promise<Credential[]> {
  const devices = await listAll({
    ...iamListing,
    call: 'iam:ListMFADevices',
    read: (Marker?: string) => client.send(new ListMFADevicesCommand({ Marker })),
    items: ({ MFADevices }) => MFADevices,
    id: ({ SerialNumber }) => SerialNumber,
  });
  return devices.map(({ SerialNumber: serialNumber = '', EnableDate }) => {
    const createdAt = EnableDate?.toISOString();
    return {
      ...credential('mfa-devices', mfaDeviceId(serialNumber, createdAt)),
      createdAt,
      mfaDeviceType: mfaDeviceType(serialNumber),
    };
  });
}

/** All of IAM's lists go on in the same way. */
const iamListing = {
  marker: ({ Marker }: { Marker?: string | undefined }) => Marker,
  isTruncated: ({ IsTruncated }: { IsTruncated?: boolean | undefined }) => IsTruncated,
};

/**
 * The root user's password (its login profile) as a list of one, or of none: IAM says with NoSuchEntity that there is
 * none.
 * @throws IncompleteAnswerError where IAM answers without the login profile
 */
export async function getLoginProfile(client: IAMClient): Promise<Credential[]> {
  try {
    const { LoginProfile } = await client.send(new GetLoginProfileCommand({}));
    const { CreateDate } = contentOf('iam:GetLoginProfile', 'the login profile', LoginProfile);
    const createdAt = CreateDate?.toISOString();
    return [{ ...credential('login-profile', loginProfileId(createdAt)), createdAt }];
  } catch (error) {
    if (isNoSuchEntity(error)) return [];
    throw error;
  }
}

function credential(kind: CredentialKind, id: string): Credential {
  return { kind, id, lastUsed: { state: 'not-recorded' } };
}

/** A virtual device's serial number is an ARN of type `mfa`, a passkey's or security key's of type `u2f`. */
function mfaDeviceType(serialNumber: string): MfaDeviceType {
  const resource = serialNumber.startsWith('arn:') ? serialNumber.split(':')[5] : undefined;
  if (resource?.startsWith('mfa/')) return 'virtual';
  if (resource?.startsWith('u2f/')) return 'passkey-or-security-key';
  return 'hardware';
}
