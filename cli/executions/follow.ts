import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Clock } from '../../local/runtime/clock';
import type { Progress } from '../../local/terminal/progress';
import { approvalStates, approvalText } from './approval-text';
import { describeExecution, type ExecutionFacts } from './describe-execution';
import { type RunObjects, readApproval } from './run-store';
import { ExecutionWatch } from './watch-execution';

export interface Following {
  readonly sfn: SFNClient;
  readonly executionArn: string;
  readonly objects: RunObjects;
  readonly progress: Progress;
  readonly clock: Clock;
  /** Ends the following, not the execution. */
  readonly signal: AbortSignal;
}

/**
 * Shows what an execution does until it ends; rejects with the signal's reason. Asks more rarely the longer nothing
 * happens, every second and at last every five: each poll is three calls, of which Step Functions
 * refills 15, 20 and 1 a second.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export async function followExecution(following: Following): Promise<ExecutionFacts> {
  const { sfn, executionArn, progress, clock, signal } = following;
  const watch = new ExecutionWatch(sfn, executionArn);
  let wait = shortest;
  let announced = false;
  for (;;) {
    signal.throwIfAborted();
    // Described first: what is in the history after an execution has ended is all of it.
    const execution = await describeExecution(sfn, executionArn);
    const events = await watch.poll();
    for (const event of events) progress.event(event);
    // The first time: without a history nothing happens that would shorten the wait again.
    if (watch.isBlind && wait === shortest) progress.print(blind);
    if (execution.status !== 'RUNNING') return execution;
    if (!announced && watch.state && approvalStates.has(watch.state.name))
      announced = await announceApproval(following);
    wait = events.length > 0 ? shortest : Math.min(longest, wait * 1.5);
    await clock.sleep(wait, signal);
  }
}

/** In milliseconds. */
const shortest = 1000;
const longest = 5000;

/** What to say where the history cannot be read. */
export const blind = 'Which state it is in is not known (needs states:GetExecutionHistory).';

/** Once, as soon as the request is stored. */
async function announceApproval({ objects, progress, clock }: Following): Promise<boolean> {
  const text = approvalText(await readApproval(objects), clock.now());
  if (text) progress.print(text);
  return text !== undefined;
}
