import { partition } from '../../../local-aws';
import type { AwsOptions } from '../../aws/aws-options';
import { checkAccess } from '../../check/check';
import type { CheckResult } from '../../check/check-result';
import { CommandError } from '../../command-error';
import type { Caller } from '../../root-access/caller';

/** Who runs this, and for which organization. */
export interface ReadyCaller extends Caller {
  readonly organizationId: string;
  /** In words, for instance `the management account 111122223333`. */
  readonly management: string;
}

/**
 * What `root-purge check` says of the caller; undefined where a purge is not possible, after telling why.
 * @throws CommandError where the caller is a root user, or in a partition that the app here is not made for
 */
export async function readyCaller(
  options: AwsOptions,
  tell: (check: CheckResult) => void,
): Promise<ReadyCaller | undefined> {
  const check = await checkAccess(options);
  if (!check.ready) {
    tell(check);
    return undefined;
  }
  if (check.caller.partition !== partition)
    throw new CommandError(
      `You are in the partition ${check.caller.partition}; without deploying, only ${partition} is supported.`,
    );
  return { ...check.caller, organizationId: organizationIn(check), management: check.management };
}

function organizationIn({ checks }: CheckResult): string {
  return checks.find(({ check }) => check === 'organization')?.detail ?? '';
}
