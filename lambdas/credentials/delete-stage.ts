import type { IAMClient } from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { rootIam } from '../root-session/root-session';
import { ownSeal } from '../root-session/seal';
import { AccountId, ApprovedAccount, type CredentialKind, type Deletion } from '../run/model';
import { stateHandler } from '../skeleton/handler';

const Payload = z.object({
  run: z.string(),
  accountId: AccountId,
  sealedSession: z.string(),
  approved: ApprovedAccount.shape.credentials,
});

type Delete = (iam: IAMClient, ids: readonly string[]) => Promise<{ deletions: Deletion[] }>;

/** The Lambda behind every delete stage: hands `work` the approved IDs of one kind, and opens no session for none. */
export function deleteStage(kind: CredentialKind, work: Delete) {
  const seal = ownSeal();
  return stateHandler(Payload, async ({ approved, sealedSession, ...scope }) => {
    const ids = approved[kind];
    if (ids.length === 0) return { deletions: [] };
    return work(await rootIam(seal, scope, sealedSession), ids);
  });
}
