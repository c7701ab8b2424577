import type { Kind } from './account-kinds';
import { daysBefore } from './dates';
import type { AccessKey, Credentials, MfaDevice, SigningCertificate } from './organization';
import { BASE_32, type Random } from './random';

/** Makes an account's root credentials with believable ages; `today` is the day they are counted back from. */
export function createCredentials(kind: Kind, accountId: string, random: Random, today: Date): Credentials {
  const ago = (from: number, to: number) =>
    daysBefore(today, random.integer(from, to), random.integer(0, 86_399));
  return {
    signingCertificates: times(kind.signingCertificates, () => signingCertificate(random, ago)),
    accessKeys: times(kind.accessKeys, (index) => accessKey(index, random, ago)),
    ...(kind.password && {
      loginProfile: { createDate: ago(900, 2000), passwordLastUsed: ago(20, 800) },
    }),
    mfaDevices: (kind.mfaDevices ?? []).map((type) => mfaDevice(type, accountId, random, ago)),
  };
}

type Ago = (from: number, to: number) => string;

const times = <T>(count = 0, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** The body only looks like a certificate: nobody parses it. */
function signingCertificate(random: Random, ago: Ago): SigningCertificate {
  return {
    certificateId: random.text(32, BASE_32),
    certificateBody: `-----BEGIN CERTIFICATE-----\nMIIC${random.text(60, BASE_32)}\n-----END CERTIFICATE-----`,
    status: random.pick(['Active', 'Inactive']),
    uploadDate: ago(1500, 3500),
  };
}

/** An account's first key is still in use; its second, should it have one, was never used at all. */
function accessKey(index: number, random: Random, ago: Ago): AccessKey {
  return {
    accessKeyId: `AKIA${random.text(16, BASE_32)}`,
    status: index === 0 ? 'Active' : 'Inactive',
    createDate: ago(800, 3200),
    ...(index === 0 && {
      lastUsed: {
        date: ago(1, 45),
        serviceName: random.pick(['s3', 'ec2', 'iam', 'ses']),
        region: random.pick(['us-east-1', 'eu-west-1', 'ap-southeast-2']),
      },
    }),
  };
}

const SERIAL_NUMBERS = {
  virtual: (accountId: string) => `arn:aws:iam::${accountId}:mfa/root-account-mfa-device`,
  fido: (accountId: string, random: Random) =>
    `arn:aws:iam::${accountId}:u2f/root-account/security-key-${random.text(26, BASE_32)}`,
};

function mfaDevice(type: 'virtual' | 'fido', accountId: string, random: Random, ago: Ago): MfaDevice {
  return { serialNumber: SERIAL_NUMBERS[type](accountId, random), enableDate: ago(100, 900) };
}
