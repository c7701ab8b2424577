import * as z from 'zod/mini';
import { AccountId, type CaughtError } from './model';
import { type RunStore, requireJson } from './run-store';

const ResultFiles = z.array(z.object({ Key: z.string() }));
const Manifest = z.object({
  ResultFiles: z.object({ SUCCEEDED: ResultFiles, FAILED: ResultFiles }),
});
/** Failed children are written with their input, whatever the writer's transformation; that one never lacks it is not documented. */
const FailedChild = z.object({
  Input: z.optional(z.string()),
  Error: z.optional(z.string()),
  Cause: z.optional(z.string()),
});
type FailedChild = z.infer<typeof FailedChild>;

/** The item selectors of both maps: each child works on one account. */
const ChildInput = z.union([
  z.object({ account: z.object({ accountId: AccountId }) }),
  z.object({ approved: z.object({ accountId: AccountId }) }),
]);

/** A child that ended without an output, for instance at the 5-minute limit of an Express execution. */
interface LostChild {
  accountId: string;
  caught: CaughtError;
  isLost: true;
}

/**
 * What a Distributed Map wrote into the run store: one result for each child, also for those that failed. File names
 * come from the manifest, since AWS does not document them.
 */
export async function readMapResults<T>(
  store: RunStore,
  map: 'InspectAccounts' | 'PurgeAccounts',
  manifestKey: string,
  output: z.ZodMiniType<T>,
): Promise<(T | LostChild)[]> {
  const { ResultFiles } = await requireJson(store, manifestKey, Manifest);
  const [outputs, failed] = await Promise.all([
    Promise.all(ResultFiles.SUCCEEDED.map(({ Key }) => requireJson(store, Key, z.array(output)))),
    Promise.all(ResultFiles.FAILED.map(({ Key }) => requireJson(store, Key, z.array(FailedChild)))),
  ]);
  return [...outputs.flat(), ...failed.flat().flatMap((child) => lostChild(map, child))];
}

/** Of one that does not say what it was about there is no result, as for any account that is missing here. */
function lostChild(
  state: string,
  { Input, Error: error = 'NoResult', Cause: cause = '' }: FailedChild,
): LostChild[] {
  const input = Input === undefined ? undefined : z.parse(ChildInput, JSON.parse(Input));
  if (!input) return [];
  const { accountId } = 'account' in input ? input.account : input.approved;
  return [{ accountId, caught: { state, error, cause }, isLost: true }];
}
