import { partition } from '../../../local-aws';
import type { CallerConfiguration } from '../../aws/caller-configuration';
import { type AccountsToTry, checkAccess } from '../../check/check';
import type { CheckResult } from '../../check/readiness';
import { CommandError } from '../../command-error';
import type { Caller } from '../../root-access/caller';

/** Who runs this, and for which organization. */
export interface ReadyCaller extends Caller {
  readonly organizationId: string;
  /** In words, for instance `the management account 111122223333`. */
  readonly management: string;
}

/**
 * The caller, where `root-purge check` says that a purge of these accounts is possible; undefined where it is not, after telling why.
 * @throws CommandError where the caller is a root user, or in a partition that the app here is not made for
 */
export async function readyCaller(
  aws: CallerConfiguration,
  targeted: AccountsToTry,
  tell: (check: CheckResult) => void,
): Promise<ReadyCaller | undefined> {
  const check = await checkAccess(aws, targeted);
  if (!check.ready) {
    tell(check);
    return undefined;
  }
  if (check.caller.partition !== partition)
    throw new CommandError(
      `You are in the partition ${check.caller.partition}; without deploying, only ${partition} is supported.`,
    );
  return { ...check.caller, organizationId: check.organizationId ?? '', management: check.management };
}
