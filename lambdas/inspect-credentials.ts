import {
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetUserCommand,
  type IAMClient,
  type SummaryKeyType,
} from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { clientDefaults } from './shared/aws-clients';
import { env } from './shared/env';
import { failureOf } from './shared/errors';
import { stateHandler } from './shared/handler';
import {
  AccountId,
  type Credential,
  type CredentialKind,
  type LastUsed,
  type Reading,
  type Readings,
} from './shared/model';
import { readAllKinds, readers, readKind } from './shared/read-credentials';
import { rootIam } from './shared/root-session';
import { isResealRun } from './shared/task-run';

type AccountSummary = Partial<Record<SummaryKeyType, number>>;

const summaryKeys: Record<CredentialKind, SummaryKeyType> = {
  'signing-certificates': 'AccountSigningCertificatesPresent',
  'access-keys': 'AccountAccessKeysPresent',
  'login-profile': 'AccountPasswordPresent',
  'mfa-devices': 'AccountMFAEnabled',
};

/**
 * What the root user holds, and how recently it was used. One GetAccountSummary settles a clean account; details
 * are read only for what it does not call absent, and for the kinds of which `unsure` says that it may be wrong.
 */
export async function inspectCredentials(
  iam: IAMClient,
  unsure: readonly CredentialKind[] = [],
): Promise<Readings> {
  const summary = await accountSummary(iam);
  return readAllKinds((kind) =>
    inspectKind(iam, kind, unsure.includes(kind) ? undefined : summary[summaryKeys[kind]]),
  );
}

/** AWS does not say whether its summary counts a login profile whose password was never set. */
const whatASummaryMayMiss: readonly CredentialKind[] = ['login-profile'];

/** Without a summary every kind is read for itself: more calls, the same certainty. */
async function accountSummary(iam: IAMClient): Promise<AccountSummary> {
  try {
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    return SummaryMap ?? {};
  } catch {
    return {};
  }
}

async function inspectKind(
  iam: IAMClient,
  kind: CredentialKind,
  count: number | undefined,
): Promise<Reading> {
  if (count === 0) return { state: 'absent' };
  const reading = await readKind(iam, kind);
  if (reading.state === 'absent' && count !== undefined) return contradiction(kind);
  if (reading.state !== 'present') return reading;
  return { state: 'present', credentials: await withLastUse(iam, reading.credentials) };
}

/** Two answers that disagree are no answer. */
function contradiction(kind: CredentialKind): Reading {
  const message = `iam:GetAccountSummary counts ${kind}, and ${readers[kind].call} lists none.`;
  return { state: 'unknown', failure: { call: readers[kind].call, error: 'ReadingsDisagree', message } };
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
  try {
    const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    if (!AccessKeyLastUsed) throw new Error('IAM answered without a last use.');
    if (!AccessKeyLastUsed.LastUsedDate) return { state: 'never' };
    return {
      state: 'used',
      at: AccessKeyLastUsed.LastUsedDate.toISOString(),
      service: AccessKeyLastUsed.ServiceName,
      region: AccessKeyLastUsed.Region,
    };
  } catch (error) {
    return { state: 'unknown', failure: failureOf('iam:GetAccessKeyLastUsed', error) };
  }
}

async function passwordLastUsed(iam: IAMClient): Promise<LastUsed> {
  try {
    const { User } = await iam.send(new GetUserCommand({}));
    if (!User) throw new Error('IAM answered without a user.');
    return User.PasswordLastUsed
      ? { state: 'used', at: User.PasswordLastUsed.toISOString() }
      : { state: 'never' };
  } catch (error) {
    return { state: 'unknown', failure: failureOf('iam:GetUser', error) };
  }
}

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

export const handler = stateHandler(
  z.object({ run: z.string(), accountId: AccountId, sealedSession: z.string() }),
  async ({ sealedSession, ...scope }) => ({
    accountId: scope.accountId,
    readings: await inspectCredentials(
      await rootIam(seal, scope, sealedSession),
      isResealRun(scope.run) ? whatASummaryMayMiss : [],
    ),
  }),
);
