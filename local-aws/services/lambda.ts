import { z } from 'zod';
import type { Authorize } from '../iam/access-control';
import type { Json } from '../json';
import { AwsError } from '../wire/aws-error';
import type { WireCall } from '../wire/protocols';
import { ServiceApp } from '../wire/service';

/** How much an account may run at a time, as GetAccountSettings tells of it. */
export interface LambdaLimit {
  ConcurrentExecutions: number;
  /** What no function has reserved for itself. */
  UnreservedConcurrentExecutions: number;
}

/** A function as GetFunction tells of it. */
export interface DescribedFunction {
  name: string;
  arn: string;
  /** @default Active */
  state?: 'Pending' | 'Active' | 'Inactive' | 'Failed';
  /** @default Successful */
  lastUpdateStatus?: 'Successful' | 'Failed' | 'InProgress';
  /** How many invocations it has reserved for itself. @default none */
  reserved?: number;
}

/** How much may run at a time, and who may ask for it. */
export interface LambdaOptions {
  /** @default AWS's own default */
  lambdaLimit?: LambdaLimit;
  /** @default none */
  lambdas?: readonly DescribedFunction[];
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

/** AWS Lambda as far as its reads and asynchronous invocations go: others need no request of their own. */
export function lambda(options: LambdaOptions): ServiceApp {
  const { lambdaLimit = defaultLambdaLimit(), lambdas = [], invokeLater, authorize } = options;
  const functionOf = ({ operation, parameters, signer }: WireCall, action = operation): DescribedFunction => {
    const wanted = String(parameters.Name);
    const found = lambdas.find(({ name, arn }) => name === wanted || arn === wanted);
    if (found) authorize?.(signer, { action: `lambda:${action}`, resource: found.arn });
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${wanted}`, 404);
  };
  return new ServiceApp('lambda', {
    GetAccountSettings: ({ signer }) => {
      authorize?.(signer, { action: 'lambda:GetAccountSettings', resource: '*' });
      return { AccountLimit: lambdaLimit };
    },
    GetFunction: (call) => {
      const { name, arn, state: State = 'Active', reserved, ...status } = functionOf(call);
      const { lastUpdateStatus: LastUpdateStatus = 'Successful' } = status;
      return {
        Configuration: { FunctionName: name, FunctionArn: arn, State, LastUpdateStatus },
        ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
      };
    },
    Invoke: (call) => {
      const { Payload } = invokeInput.parse(call.parameters);
      invokeLater?.(functionOf(call, 'InvokeFunction').arn, Payload);
      return {};
    },
  });
}
