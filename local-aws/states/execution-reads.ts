import type { DescribeMapRunOutput, ExecutionListItem } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import type { JsonOperation } from '../wire/json-protocol';
import { onTheWire } from '../wire/wire-times';

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
export function executionReads(reads: ExecutionReads): Record<string, JsonOperation> {
  return {
    ListExecutions: (input) => {
      const { stateMachineArn, statusFilter, maxResults } = listInput.parse(input);
      const all = reads.list(stateMachineArn);
      if (!all)
        throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
      const executions = all
        .filter(({ status }) => statusFilter === undefined || status === statusFilter)
        .slice(0, maxResults || defaultPageSize);
      return { executions: executions.map(onTheWire) };
    },
    DescribeMapRun: (input) => {
      const { mapRunArn } = mapRunInput.parse(input);
      const found = reads.mapRun(mapRunArn);
      if (!found) throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
      return onTheWire(found);
    },
  };
}
