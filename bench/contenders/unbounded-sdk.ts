import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
} from '@aws-sdk/client-iam';
import { activeAccounts, requestHandler, rootSession } from './sdk-calls';

/**
 * The way of working of the tools that people would take instead: all accounts at once, five calls for a clean one, a
 * second session to delete whatever was found, and no further look. It asks nobody, proves nothing, and overlooks the
 * account of every call that failed.
 */
async function purge(account: string): Promise<void> {
  const found = await inspect(account);
  if (found.length === 0) return;
  const iam = await sessionIn(account, 'IAMDeleteRootUserCredentials');
  for (const remove of found) await remove(iam);
}

async function inspect(account: string): Promise<((iam: IAMClient) => Promise<unknown>)[]> {
  const iam = await sessionIn(account, 'IAMAuditRootUserCredentials');
  const password = await iam.send(new GetLoginProfileCommand({})).catch(() => undefined);
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({}));
  const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({}));
  const { Certificates = [] } = await iam.send(new ListSigningCertificatesCommand({}));
  return [
    ...(password ? [(iam: IAMClient) => iam.send(new DeleteLoginProfileCommand({}))] : []),
    ...AccessKeyMetadata.map(
      ({ AccessKeyId }) =>
        (iam: IAMClient) =>
          iam.send(new DeleteAccessKeyCommand({ AccessKeyId })),
    ),
    ...MFADevices.map(
      ({ SerialNumber }) =>
        (iam: IAMClient) =>
          iam.send(new DeactivateMFADeviceCommand({ SerialNumber })),
    ),
    ...Certificates.map(
      ({ CertificateId }) =>
        (iam: IAMClient) =>
          iam.send(new DeleteSigningCertificateCommand({ CertificateId })),
    ),
  ];
}

async function sessionIn(account: string, policy: string): Promise<IAMClient> {
  return new IAMClient({ requestHandler, credentials: await rootSession(account, policy) });
}

await Promise.allSettled((await activeAccounts()).map(purge));
