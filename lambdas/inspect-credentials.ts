import { GetAccessKeyLastUsedCommand, GetUserCommand, type IAMClient } from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { contentOf } from './aws-calls/content-of';
import { readAllKinds, readKind } from './credentials/read-credentials';
import { rootIam } from './root-session/root-session';
import { ownSeal } from './root-session/seal';
import { AccountId, type Credential, type LastUsed, type Readings } from './run/model';
import { failureOf } from './skeleton/errors';
import { stateHandler } from './skeleton/handler';

/** What the root user holds, and how recently it was used: the four kinds at once, each read for itself. */
export function inspectCredentials(iam: IAMClient): Promise<Readings> {
  return readAllKinds(async (kind) => {
    const reading = await readKind(iam, kind);
    if (reading.state !== 'present') return reading;
    return { state: 'present', credentials: await withLastUse(iam, reading.credentials) };
  });
}

function withLastUse(iam: IAMClient, credentials: Credential[]): Promise<Credential[]> {
  return Promise.all(
    credentials.map(async (credential) => {
      if (credential.kind === 'access-keys') {
        return { ...credential, lastUsed: await accessKeyLastUsed(iam, credential.id) };
      }
      if (credential.kind === 'login-profile')
        return { ...credential, lastUsed: await passwordLastUsed(iam) };
      return credential;
    }),
  );
}

async function accessKeyLastUsed(iam: IAMClient, AccessKeyId: string): Promise<LastUsed> {
  const call = 'iam:GetAccessKeyLastUsed';
  try {
    const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    const { LastUsedDate, ServiceName: service, Region: region } = AccessKeyLastUsed ?? {};
    // A key that was never used has no date, and a service all the same: "N/A".
    contentOf(call, 'the last use', LastUsedDate ?? service);
    return LastUsedDate
      ? { state: 'used', at: LastUsedDate.toISOString(), service, region }
      : { state: 'never' };
  } catch (error) {
    return { state: 'unknown', failure: failureOf(call, error) };
  }
}

async function passwordLastUsed(iam: IAMClient): Promise<LastUsed> {
  try {
    const { User } = await iam.send(new GetUserCommand({}));
    // An empty element is no user: only of one who is named can a missing date mean "never".
    contentOf('iam:GetUser', 'the user', User?.Arn ?? User?.UserId);
    const at = User?.PasswordLastUsed?.toISOString();
    return at ? { state: 'used', at } : { state: 'never' };
  } catch (error) {
    return { state: 'unknown', failure: failureOf('iam:GetUser', error) };
  }
}

const seal = ownSeal();

/** The Lambda `InspectCredentials`: reads what the root user of one account holds, in its sealed root session. */
export const handler = stateHandler(
  z.object({ run: z.string(), accountId: AccountId, sealedSession: z.string() }),
  async ({ sealedSession, ...scope }) => ({
    accountId: scope.accountId,
    readings: await inspectCredentials(await rootIam(seal, scope, sealedSession)),
  }),
);
