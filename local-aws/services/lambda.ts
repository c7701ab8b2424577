import type { Hono } from 'hono';
import type { Authorize } from '../iam/access-control';
import { serviceApp } from '../wire/service';

/** How much an account may run at a time, as GetAccountSettings tells of it. */
export interface LambdaLimit {
  ConcurrentExecutions: number;
  /** What no function has reserved for itself. */
  UnreservedConcurrentExecutions: number;
}

/** How much may run at a time, and who may ask for it. */
export interface LambdaOptions {
  /** @default AWS's own default */
  lambdaLimit?: LambdaLimit;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** The quota of an account that asked for no other (AWS Lambda Developer Guide, "Lambda quotas"). */
export const defaultLambdaLimit = (): LambdaLimit => ({
  ConcurrentExecutions: 1000,
  UnreservedConcurrentExecutions: 1000,
});

/** AWS Lambda as far as GetAccountSettings goes: functions are invoked without a request of their own. */
export function lambda({ lambdaLimit = defaultLambdaLimit(), authorize }: LambdaOptions): Hono {
  return serviceApp('lambda', {
    GetAccountSettings: ({ signer }) => {
      authorize?.(signer, { action: 'lambda:GetAccountSettings', resource: '*' });
      return { AccountLimit: lambdaLimit };
    },
  });
}
