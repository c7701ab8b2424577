import type { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { clientDefaults } from '../aws-calls/client-defaults';
import { rootIam } from '../root-session/root-session';
import { AccountId, ApprovedAccount, type CredentialKind, type Deletion } from '../run/model';
import { env } from '../skeleton/env';
import { stateHandler } from '../skeleton/handler';

const Payload = z.object({
  run: z.string(),
  accountId: AccountId,
  sealedSession: z.string(),
  approved: ApprovedAccount.shape.credentials,
});

type Delete = (iam: IAMClient, ids: readonly string[]) => Promise<{ deletions: Deletion[] }>;

/** The Lambda behind every delete stage: hands the approved IDs of one kind to `work`, and opens no session for none. */
export function deleteStage(kind: CredentialKind, work: Delete) {
  const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };
  return stateHandler(Payload, async ({ approved, sealedSession, ...scope }) => {
    const ids = approved[kind];
    if (ids.length === 0) return { deletions: [] };
    return work(await rootIam(seal, scope, sealedSession), ids);
  });
}
