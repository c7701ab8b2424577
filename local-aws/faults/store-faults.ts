import type { ObjectAccess } from '../states/state';
import { AwsError } from '../wire/aws-error';
import type { FaultPlan } from './fault-plan';

/** Puts a plan's faults between a state machine and the objects that it reads and writes itself. */
export function faultyObjects(plan: FaultPlan, objects: ObjectAccess): ObjectAccess {
  const failing = (fault: 'unwritten' | 'unread', key: string) => {
    if (!plan.strike([fault], { names: [key], subject: '' })) return;
    throw new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500);
  };
  return {
    getObject: async (bucket, key) => {
      failing('unread', key);
      return objects.getObject(bucket, key);
    },
    putObject: async (bucket, key, body) => {
      failing('unwritten', key);
      return objects.putObject(bucket, key, body);
    },
  };
}
