import type { DescribeMapRunOutput, ExecutionListItem } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import type { Operations } from '../wire/service';

/** What can be listed of the executions there are; `undefined` for what is not among them. */
export interface ExecutionReads {
  /** Newest first. */
  list(stateMachineArn: string): readonly ExecutionListItem[] | undefined;
  mapRun(mapRunArn: string): DescribeMapRunOutput | undefined;
}

const listInput = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.number().int().min(0).max(1000).default(0),
});
const mapRunInput = z.object({ mapRunArn: z.string() });
const defaultPageSize = 100;

/** ListExecutions (the first page) and DescribeMapRun. */
export function executionReads(reads: ExecutionReads): Operations {
  return {
    ListExecutions: ({ parameters }) => {
      const { stateMachineArn, statusFilter, maxResults } = listInput.parse(parameters);
      const all = reads.list(stateMachineArn);
      if (!all)
        throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
      const executions = all
        .filter(({ status }) => statusFilter === undefined || status === statusFilter)
        .slice(0, maxResults || defaultPageSize);
      return { executions };
    },
    DescribeMapRun: ({ parameters }) => {
      const { mapRunArn } = mapRunInput.parse(parameters);
      const found = reads.mapRun(mapRunArn);
      if (!found) throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
      return found;
    },
  };
}
