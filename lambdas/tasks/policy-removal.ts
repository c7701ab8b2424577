import { sha256 } from '../run/sha256';
import { failureOf } from '../skeleton/errors';
import { changeAndLook } from './change-and-look';
import type { PolicyReading, TaskResult } from './shapes';

/** A resource-based policy that can be read; the call is named for the report. */
export interface PolicyReader {
  readonly readCall: string;
  /** The policy's text, or `undefined` where there is none. */
  read(): Promise<string | undefined>;
  /** Where that was, if only the answer tells. */
  region?(): string | undefined;
}

/** A resource-based policy that can be read and removed; both calls are named for the report. */
export interface ResourcePolicy extends PolicyReader {
  readonly removeCall: string;
  remove(): Promise<unknown>;
}

/** Reads a resource-based policy: present, absent, or unknown with the failure. It never throws. */
export async function readPolicy({ read, readCall, region }: PolicyReader): Promise<PolicyReading> {
  try {
    const text = await read();
    return text === undefined ? { state: 'absent' } : { state: 'present', text, region: region?.() };
  } catch (error) {
    return { state: 'unknown', failure: failureOf(readCall, error) };
  }
}

/** SHA-256 of a policy as AWS keeps it, in hexadecimal. */
export const policyDigest = sha256;

/**
 * Removes a policy if it is still the very one that was approved, and looks again. One that is gone when this is
 * tried for the first time was removed by somebody else; on a retry, it or what stands there now may be the doing of
 * an earlier attempt.
 * @throws ChangeNotVisibleError when AWS accepted the change and still shows the policy
 */
export async function removePolicy(
  policy: ResourcePolicy,
  approvedDigest: string,
  retries: number,
): Promise<TaskResult> {
  const before = await readPolicy(policy);
  const leftAlone = retries > 0 ? 'unknown' : 'failed';
  if (before.state === 'unknown') return { result: leftAlone, failure: before.failure };
  if (before.state === 'absent') return { result: retries > 0 ? 'done' : 'already-so' };
  if (policyDigest(before.text) !== approvedDigest) {
    const message = 'The policy is not the one that was approved any more, so it was left alone.';
    return {
      result: leftAlone,
      failure: { call: policy.readCall, error: 'PolicyChangedSincePlan', message },
    };
  }
  return changeAndLook(
    policy.removeCall,
    retries,
    () => policy.remove(),
    async () => {
      const after = await readPolicy(policy);
      return after.state === 'unknown'
        ? after
        : { state: after.state === 'absent' ? 'as-wanted' : 'as-before' };
    },
  );
}
