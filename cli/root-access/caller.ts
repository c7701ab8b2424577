import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { CommandError } from '../command-error';

/** Whose credentials these are. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  readonly partition: string;
}

/** @throws CommandError where the caller is a root user: AssumeRoot cannot be called with root user credentials */
export async function identifyCaller(sts: STSClient): Promise<Caller> {
  const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const [, partition = 'aws'] = Arn.split(':');
  if (/:root$/.test(Arn)) {
    throw new CommandError(
      `These are credentials of the root user of account ${Account}, and AWS lets no root user open root sessions.\n` +
        'Use an IAM role or user of the management account, or of the delegated administrator for IAM.',
    );
  }
  return { accountId: Account, arn: Arn, partition };
}
