import { IAMClient } from '@aws-sdk/client-iam';
import { AssumeRootCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { clientSettings } from '../aws-calls/client-defaults';
import { contentOf } from '../aws-calls/content-of';
import { RootSessionIdentityError } from '../skeleton/errors';
import { type Seal, sealText, unsealText } from './seal';

/** The credentials of a root session. They exist in memory only; anything that leaves a Lambda is sealed. */
export const RootSession = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
});
export type RootSession = z.infer<typeof RootSession>;

/** Which account a root session is for, and in which run. */
export interface RootSessionScope {
  readonly run: string;
  readonly accountId: string;
}

/**
 * Opens a root session in a member account, scoped by a task policy, for at most 900 seconds.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 * @throws IncompleteAnswerError where STS answers without credentials
 */
export async function assumeRoot(
  sts: STSClient,
  accountId: string,
  taskPolicyArn: string,
): Promise<RootSession> {
  const { Credentials } = await sts.send(
    new AssumeRootCommand({
      TargetPrincipal: accountId,
      TaskPolicyArn: { arn: taskPolicyArn },
      DurationSeconds: 900,
    }),
  );
  const call = 'sts:AssumeRoot';
  return {
    accessKeyId: contentOf(call, 'the access key ID', Credentials?.AccessKeyId || undefined),
    secretAccessKey: contentOf(call, 'the secret access key', Credentials?.SecretAccessKey || undefined),
    sessionToken: contentOf(call, 'the session token', Credentials?.SessionToken || undefined),
  };
}

/**
 * Makes sure that a root session is the root user of this very account, in the partition that the app runs in (`aws`,
 * `aws-us-gov` …), before anything is deleted with it. GetCallerIdentity needs no permission, so no task policy or
 * SCP stands in its way.
 * @throws RootSessionIdentityError where it is anybody else
 */
export async function assertRootOf(
  { accountId, partition }: { accountId: string; partition: string },
  session: RootSession,
): Promise<void> {
  const sts = new STSClient({ ...clientSettings('STS'), credentials: session });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  if (Arn !== `arn:${partition}:iam::${accountId}:root`) {
    throw new RootSessionIdentityError(
      `The root session opened for account ${accountId} belongs to ${Arn ?? 'nobody'}. Nothing was changed.`,
    );
  }
}

/** A root session, sealed for the run and the account that it was opened for. */
export function sealSession(seal: Seal, scope: RootSessionScope, session: RootSession): Promise<string> {
  return sealText(seal, contextOf(scope), JSON.stringify(session));
}

/**
 * Opens a sealed root session, for the run and the account that it was sealed for.
 * @throws InvalidCiphertextException of KMS, for another run or another account
 */
export async function unsealSession(
  seal: Seal,
  scope: RootSessionScope,
  sealedSession: string,
): Promise<RootSession> {
  return z.parse(RootSession, JSON.parse(await unsealText(seal, contextOf(scope), sealedSession)));
}

/** An IAM client that acts as the root user. Root sessions must omit `UserName` in every call. */
export async function rootIam(
  seal: Seal,
  scope: RootSessionScope,
  sealedSession: string,
): Promise<IAMClient> {
  const key = JSON.stringify([contextOf(scope), sealedSession]);
  const client = opened.get(key) ?? (await openIam(seal, scope, sealedSession));
  opened.delete(key);
  if (mostOpened > 0) opened.set(key, client);
  for (const [oldest] of opened) if (opened.size > mostOpened) opened.delete(oldest);
  return client;
}

async function openIam(seal: Seal, scope: RootSessionScope, sealedSession: string): Promise<IAMClient> {
  const credentials = await unsealSession(seal, scope, sealedSession);
  return new IAMClient({ ...clientSettings('IAM'), credentials });
}

const opened = new Map<string, IAMClient>();
let mostOpened = 0;

/**
 * Has this process remember the clients of so many root sessions, for the stages of an account that run in it one after
 * the other. On Lambda a function has one stage of each session, and forgets it.
 */
export function rememberRootSessions(most: number): void {
  mostOpened = most;
}

function contextOf({ run, accountId }: RootSessionScope) {
  return { purpose: 'root-session' as const, run, accountId };
}
