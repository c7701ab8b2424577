import type { DescribeMapRunOutput, ExecutionListItem } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import type { Operations } from '../wire/service';
import { pageInput, pageOf } from './paging';

/** What can be listed of the executions there are; `undefined` for what is not among them. */
export interface ExecutionReads {
  /** Newest first. */
  list(stateMachineArn: string): readonly ExecutionListItem[] | undefined;
  mapRun(mapRunArn: string): DescribeMapRunOutput | undefined;
}

const listInput = z.strictObject({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  ...pageInput,
});
const mapRunInput = z.object({ mapRunArn: z.string() });

/** ListExecutions and DescribeMapRun. */
export function executionReads(reads: ExecutionReads): Operations {
  return {
    ListExecutions: ({ parameters }) => {
      const { stateMachineArn, statusFilter, ...paging } = listInput.parse(parameters);
      const all = reads.list(stateMachineArn);
      if (!all)
        throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
      const { page, ...rest } = pageOf(
        all.filter(({ status }) => statusFilter === undefined || status === statusFilter),
        paging,
      );
      return { executions: page, ...rest };
    },
    DescribeMapRun: ({ parameters }) => {
      const { mapRunArn } = mapRunInput.parse(parameters);
      const found = reads.mapRun(mapRunArn);
      if (!found) throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
      return found;
    },
  };
}
