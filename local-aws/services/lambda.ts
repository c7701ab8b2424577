import { z } from 'zod';
import type { Authorize } from '../iam/access-control';
import type { Json } from '../json';
import { AwsError } from '../wire/aws-error';
import { ServiceApp } from '../wire/service';

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
  /** By name. @default none */
  lambdas?: readonly { name: string; arn: string }[];
  /** Invokes a function later, for somebody who waits for no answer. */
  invokeLater?: (functionArn: string, event: Json) => void;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** The quota of an account that asked for no other (AWS Lambda Developer Guide, "Lambda quotas"). */
export const defaultLambdaLimit = (): LambdaLimit => ({
  ConcurrentExecutions: 1000,
  UnreservedConcurrentExecutions: 1000,
});

/** Nobody here waits for what a function answers. */
const invokeInput = z.object({
  Name: z.string(),
  InvocationType: z.literal('Event'),
  Payload: z.string().transform((text): Json => JSON.parse(text || '{}')),
});

/** AWS Lambda as far as GetAccountSettings and asynchronous invocations go: others need no request of their own. */
export function lambda(options: LambdaOptions): ServiceApp {
  const { lambdaLimit = defaultLambdaLimit(), lambdas = [], invokeLater, authorize } = options;
  return new ServiceApp('lambda', {
    GetAccountSettings: ({ signer }) => {
      authorize?.(signer, { action: 'lambda:GetAccountSettings', resource: '*' });
      return { AccountLimit: lambdaLimit };
    },
    Invoke: ({ parameters, signer }) => {
      const { Name, Payload } = invokeInput.parse(parameters);
      const found = lambdas.find(({ name, arn }) => name === Name || arn === Name);
      if (!found) throw new AwsError('ResourceNotFoundException', `Function not found: ${Name}`, 404);
      authorize?.(signer, { action: 'lambda:InvokeFunction', resource: found.arn });
      invokeLater?.(found.arn, Payload);
      return {};
    },
  });
}
