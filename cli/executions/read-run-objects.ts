import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { Mode } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { type RunStore, readJson } from '../../lambdas/run/run-store';
import { AnyReport } from '../../lambdas/tasks/shapes';
import { type Fact, read } from '../aws/fact';

/** The objects of one run in the run bucket; without a bucket nothing is known of them. */
export interface RunObjects {
  readonly s3: S3Client;
  readonly bucket?: string;
  readonly run: string;
}

/** Who is asked and until when; what else the object holds is nobody's business here. */
const Approval = z.object({
  mode: z.optional(Mode),
  requestedAt: z.string(),
  expiresAt: z.string(),
  approvers: z.array(z.object({ email: z.string() })),
});
/** Whom a run asks for approval, and until when. */
export type Approval = z.infer<typeof Approval>;

/** Reads whom a run asks for approval; `undefined` where the request is not stored yet. */
export function readApproval({ run, ...objects }: RunObjects): Promise<Fact<Approval | undefined>> {
  return readObject(objects, runKeys.approval(run), Approval);
}

/** Reads the report of a run; `undefined` where the execution ended without one. */
export function readReport({ run, ...objects }: RunObjects): Promise<Fact<AnyReport | undefined>> {
  return readObject(objects, runKeys.report(run, 'json'), AnyReport);
}

async function readObject<T>(
  { s3, bucket }: Omit<RunObjects, 'run'>,
  key: string,
  schema: z.ZodMiniType<T>,
): Promise<Fact<T | undefined>> {
  if (!bucket) return { known: false, why: 'the run bucket is not known: name the stack with --stack' };
  const store: RunStore = { s3, bucket };
  return read('s3:GetObject', async () => (await readJson(store, key, schema)) ?? undefined);
}
