import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { usage } from '../usage';
import { activeAccounts, requestHandler, rootSession } from './sdk-calls';

/**
 * The least possible program: a bounded pool in one process that makes the calls that the whole workflow makes, and
 * nothing else. It asks nobody, records nothing and trusts every answer. The floor to measure against.
 */
const concurrency = Number(process.argv[2]);

interface Found {
  certificates: string[];
  keys: string[];
  devices: string[];
  password: boolean;
}

async function inspect(account: string): Promise<Found | undefined> {
  const credentials = await rootSession(account, 'IAMAuditRootUserCredentials');
  const iam = new IAMClient({ requestHandler, credentials });
  const found: Found = { certificates: [], keys: [], devices: [], password: false };
  await Promise.all([
    readCertificates(iam, found),
    readKeys(iam, found),
    readPassword(iam, found),
    readDevices(iam, found),
  ]);
  const holdsSomething =
    found.password || [found.certificates, found.keys, found.devices].some((ids) => ids.length);
  return holdsSomething ? found : undefined;
}

async function readCertificates(iam: IAMClient, found: Found) {
  const { Certificates = [] } = await iam.send(new ListSigningCertificatesCommand({}));
  found.certificates = Certificates.flatMap(({ CertificateId }) => CertificateId ?? []);
}

async function readKeys(iam: IAMClient, found: Found) {
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({}));
  found.keys = AccessKeyMetadata.flatMap(({ AccessKeyId }) => AccessKeyId ?? []);
  await Promise.all(
    found.keys.map((AccessKeyId) => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))),
  );
}

async function readPassword(iam: IAMClient, found: Found) {
  if (!(await loginProfile(iam))) return;
  await iam.send(new GetUserCommand({}));
  found.password = true;
}

async function readDevices(iam: IAMClient, found: Found) {
  const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({}));
  found.devices = MFADevices.flatMap(({ SerialNumber }) => SerialNumber ?? []);
}

async function purge(account: string, { certificates, keys, password, devices }: Found) {
  const credentials = await rootSession(account, 'IAMDeleteRootUserCredentials');
  const iam = new IAMClient({ requestHandler, credentials });
  await new STSClient({ requestHandler, credentials }).send(new GetCallerIdentityCommand({}));
  for (const CertificateId of certificates)
    await iam.send(new DeleteSigningCertificateCommand({ CertificateId }));
  for (const AccessKeyId of keys) await iam.send(new DeleteAccessKeyCommand({ AccessKeyId }));
  if (password) {
    await iam.send(new GetLoginProfileCommand({}));
    await iam.send(new DeleteLoginProfileCommand({}));
  }
  if (devices.length > 0) {
    await loginProfile(iam);
    await iam.send(new ListMFADevicesCommand({}));
  }
  for (const SerialNumber of devices) await iam.send(new DeactivateMFADeviceCommand({ SerialNumber }));
  await Promise.all([
    iam.send(new ListSigningCertificatesCommand({})),
    iam.send(new ListAccessKeysCommand({})),
    iam.send(new ListMFADevicesCommand({})),
    loginProfile(iam),
  ]);
}

const loginProfile = (iam: IAMClient) => iam.send(new GetLoginProfileCommand({})).catch(() => undefined);

async function pool<T>(items: T[], work: (item: T) => Promise<void>) {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

const found = new Map<string, Found>();
const { seconds, ...spent } = await usage(async () => {
  await pool(await activeAccounts(), async (account) => {
    const credentials = await inspect(account).catch(() => undefined);
    if (credentials) found.set(account, credentials);
  });
  await pool([...found], ([account, credentials]) => purge(account, credentials));
});
console.log(JSON.stringify({ seconds, ...spent }));
