import type { Authorize } from '../iam/access-control';
import { assertOnePage } from '../wire/parameters';
import { ServiceApp } from '../wire/service';

/** A resource policy of the account as DescribeResourcePolicies tells of it. */
export interface LogResourcePolicy {
  policyName: string;
  policyDocument: string;
}

/** The resource policies there are, and who may ask for them. */
export interface LogsOptions {
  /** @default none */
  logPolicies?: readonly LogResourcePolicy[];
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** Amazon CloudWatch Logs as far as DescribeResourcePolicies of an account goes, which has ten at most. */
export function logs({ logPolicies = [], authorize }: LogsOptions): ServiceApp {
  return new ServiceApp('logs', {
    DescribeResourcePolicies: ({ parameters, signer }) => {
      assertOnePage(parameters, ['nextToken', 'limit']);
      authorize?.(signer, { action: 'logs:DescribeResourcePolicies', resource: '*' });
      return { resourcePolicies: logPolicies };
    },
  });
}
