import type { IAMClient } from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { sameAs } from './credentials/credential-ids';
import { readAllKinds, readKind } from './credentials/read-credentials';
import { deletionsIn, presentIn } from './credentials/readings';
import { rootIam } from './root-session/root-session';
import { ownSeal } from './root-session/seal';
import { AccountId, type Readings, StageResult } from './run/model';
import { DeletedCredentialStillListedError } from './skeleton/errors';
import { stateHandler } from './skeleton/handler';

/**
 * Reads all four kinds again after the deletions, in the purging session.
 * @throws DeletedCredentialStillListedError when IAM still lists what it said it had deleted
 */
export async function verifyAccount(iam: IAMClient, stages: readonly StageResult[]): Promise<Readings> {
  const readings = await readAllKinds((kind) => readKind(iam, kind));
  const stale = stillListed(readings, stages);
  if (stale.length > 0) {
    throw new DeletedCredentialStillListedError(`IAM still lists what it deleted: ${stale.join(', ')}.`);
  }
  return readings;
}

function stillListed(readings: Readings, stages: readonly StageResult[]): string[] {
  const listed = presentIn(readings);
  return deletionsIn(stages)
    .filter(({ result }) => result !== 'failed')
    .filter((deletion) => listed.some(sameAs(deletion)))
    .map(({ kind, id }) => `${kind} ${id}`);
}

const seal = ownSeal();

/** The Lambda `VerifyAccount`: reads the four kinds of one account again. */
export const handler = stateHandler(
  z.object({
    run: z.string(),
    accountId: AccountId,
    sealedSession: z.string(),
    stages: z.array(StageResult),
  }),
  async ({ sealedSession, stages, ...scope }) => ({
    readings: await verifyAccount(await rootIam(seal, scope, sealedSession), stages),
    at: new Date().toISOString(),
  }),
);
