import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { contentOf } from '../../lambdas/aws-calls/content-of';
import { CommandError } from '../command-error';

/** Whose credentials a command has. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  readonly partition: string;
}

/**
 * Asks STS whose credentials these are.
 * @throws CommandError where the caller is a root user: AssumeRoot cannot be called with root user credentials
 * @throws IncompleteAnswerError where STS does not say who it is
 */
export async function identifyCaller(sts: STSClient): Promise<Caller> {
  const call = 'sts:GetCallerIdentity';
  const identity = await sts.send(new GetCallerIdentityCommand({}));
  const accountId = contentOf(call, 'the account', identity.Account || undefined);
  const arn = contentOf(call, 'the ARN', identity.Arn || undefined);
  const [, partition = 'aws'] = arn.split(':');
  if (/:root$/.test(arn)) {
    throw new CommandError(
      `These are credentials of the root user of account ${accountId}, and AWS lets no root user open root sessions.\n` +
        'Use an IAM role or user of the management account, or of the delegated administrator for IAM.',
    );
  }
  return { accountId, arn, partition };
}
