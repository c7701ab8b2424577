import { ListExecutionsCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { createColors } from 'picocolors';
import { contentOf } from '../../lambdas/aws-calls/content-of';
import { duration, moment } from '../executions/moments';
import { pad } from '../terminal/wrap';

/** An execution as ListExecutions shows it, and whether it is a purge or a privileged task. */
export interface ListedExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly kind: 'purge' | 'task';
  readonly status: string;
  readonly startDate: Date;
  readonly stopDate?: Date;
}

/** The latest executions of a state machine, newest first. */
export async function listExecutions(
  sfn: SFNClient,
  stateMachineArn: string,
  kind: ListedExecution['kind'],
  maxResults: number,
): Promise<ListedExecution[]> {
  const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults }));
  return contentOf('states:ListExecutions', 'the list', executions).map(
    ({ executionArn = '', name = '', status = '', startDate = new Date(0), stopDate }) => ({
      executionArn,
      name,
      kind,
      status,
      startDate,
      stopDate,
    }),
  );
}

const colorOfStatus: Record<string, 'green' | 'red' | 'yellow'> = {
  SUCCEEDED: 'green',
  RUNNING: 'yellow',
  FAILED: 'red',
  TIMED_OUT: 'red',
  ABORTED: 'red',
};

/** A table with a row for each execution; names stay whole, so that they can be copied. */
export function formatExecutions(executions: readonly ListedExecution[], now: Date, color: boolean): string {
  if (executions.length === 0) return 'There is no execution yet. npx root-purge start --audit starts one.';
  const colors = createColors(color);
  const nameColumns = Math.max('EXECUTION'.length, ...executions.map(({ name }) => name.length)) + 2;
  const row = (name: string, kind: string, status: string, started: string, took: string) =>
    `${pad(name, nameColumns)}${pad(kind, 7)}${pad(status, 16)}${pad(started, 22)}${took}`.trimEnd();
  return [
    colors.bold(row('EXECUTION', 'WHAT', 'STATUS', 'STARTED', 'TOOK')),
    ...executions.map(({ name, kind, status, startDate, stopDate }) => {
      const took = duration((stopDate ?? now).getTime() - startDate.getTime());
      const paint = colors[colorOfStatus[status] ?? 'yellow'];
      return row(name, kind, paint(status), moment(startDate), stopDate ? took : `${took} so far`);
    }),
  ].join('\n');
}
