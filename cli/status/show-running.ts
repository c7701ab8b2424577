import type { SFNClient } from '@aws-sdk/client-sfn';
import { createColors } from 'picocolors';
import type { Fact } from '../aws/fact';
import type { AppOptions } from '../executions/deployed-app';
import type { ExecutionFacts } from '../executions/describe-execution';
import { blind } from '../executions/follow';
import { duration, moment } from '../executions/moments';
import { type Approval, type RunObjects, readApproval } from '../executions/read-run-objects';
import { waitingText } from '../executions/waiting';
import { ExecutionWatch, type MapProgress } from '../executions/watch-execution';
import type { Streams } from '../terminal/streams';
import { describeOutput } from '../terminal/terminal';
import { waitingStates } from '../terminal/waiting-states';
import { wrap } from '../terminal/wrap';

/** The options of `root-purge status`. */
export interface StatusOptions extends AppOptions {
  follow?: true;
}

/** What a running execution does, and for whom it waits. */
interface Running {
  readonly execution: ExecutionFacts;
  /** Not there before its first state, or where the caller may not know. */
  readonly state?: { readonly name: string; readonly enteredAt: Date };
  readonly isBlind: boolean;
  readonly map?: MapProgress;
  /** Whom or what it waits for, in words. */
  readonly waiting?: string;
  /** There while it waits for a decision. */
  readonly approval?: Fact<Approval | undefined>;
}

/** Shows a running execution as it is at this moment. */
export async function showRunning(
  sfn: SFNClient,
  execution: ExecutionFacts,
  objects: RunObjects,
  options: StatusOptions,
  { stdout, env }: Streams,
): Promise<void> {
  const watch = new ExecutionWatch(sfn, execution.executionArn);
  await watch.poll();
  const { state, map, isBlind } = watch;
  const approval = waitingStates.has(state?.name ?? '') ? await readApproval(objects) : undefined;
  const waiting = await waitingText(state?.name ?? '', objects, new Date());
  const running = { execution, state, isBlind, map, waiting, approval };
  const { width, color } = describeOutput(stdout, env, options.color);
  const text = options.json
    ? JSON.stringify(asJson(running), null, 2)
    : format(running, Math.min(width, 120), color);
  stdout.write(`${text}\n`);
}

function format(
  { execution, state, isBlind, map, waiting, approval }: Running,
  width: number,
  color: boolean,
): string {
  const { bold, yellow } = createColors(color);
  const now = new Date();
  const { executionArn, startDate } = execution;
  const since = duration(now.getTime() - startDate.getTime());
  const lines = [
    `${bold(yellow('RUNNING'))} for ${since}, since ${moment(startDate)}.`,
    state ? `State: ${state.name}, since ${moment(state.enteredAt)}.` : '',
    isBlind ? blind : '',
    map ? mapText(map) : '',
    waiting ?? (approval ? 'The approvers are being asked.' : ''),
  ];
  return [executionArn, ...lines.filter(Boolean).flatMap((line) => wrap(line, width))].join('\n');
}

function mapText({ total, succeeded, failed }: MapProgress): string {
  return `Accounts: ${succeeded + failed} of ${total}${failed > 0 ? `, ${failed} failed` : ''}.`;
}

function asJson({ execution, state, map, approval }: Running) {
  const { executionArn, name, status, startDate } = execution;
  return {
    executionArn,
    name,
    status,
    startDate,
    state: state ?? null,
    map: map ? { state: map.state, total: map.total, succeeded: map.succeeded, failed: map.failed } : null,
    approval: approval?.known ? (approval.value ?? null) : null,
  };
}
