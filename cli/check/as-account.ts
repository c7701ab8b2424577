import type { CallerSettings } from '../aws/aws-options';
import { pasteable } from '../aws/pasteable';
import type { Check } from './readiness';

/** A check whose command, where it is for this account, names the profile that has its credentials. */
export function asAccount<T extends Pick<Check, 'fix'>>(
  check: T,
  accountId: string | undefined,
  given: CallerSettings,
): T {
  const { fix } = check;
  if (!fix?.command || fix.accountId === undefined || fix.accountId !== accountId) return check;
  return { ...check, fix: { ...fix, command: pasteable(fix.command, given) } };
}
