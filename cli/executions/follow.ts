import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Clock } from '../../local-aws';
import type { Progress } from '../terminal/progress';
import { wrap } from '../terminal/wrap';
import { describeExecution, type ExecutionFacts } from './describe-execution';
import type { RunObjects } from './read-run-objects';
import { waitingText } from './waiting';
import { ExecutionWatch } from './watch-execution';

export interface Following {
  readonly sfn: SFNClient;
  readonly executionArn: string;
  readonly objects: RunObjects;
  readonly progress: Progress;
  readonly clock: Clock;
  /** In columns. */
  readonly width: number;
  /** Ends the following, not the execution. */
  readonly signal: AbortSignal;
}

/**
 * Shows what an execution does until it ends; rejects with the signal's reason. Asks more rarely the longer nothing
 * happens, every second and at last every five: each poll is three calls, of which Step Functions refills 15, 20 and
 * 1 a second.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export async function followExecution(following: Following): Promise<ExecutionFacts> {
  const { sfn, executionArn, progress, clock, signal } = following;
  const watch = new ExecutionWatch(sfn, executionArn);
  const announced = new Set<string>();
  const announce = (about: string, text: string | undefined) => {
    if (!text || announced.has(about)) return;
    announced.add(about);
    const lines = wrap(text, following.width - belowTimes.length);
    progress.print(lines.map((line) => belowTimes + line).join('\n'));
  };
  let wait = shortest;
  for (;;) {
    signal.throwIfAborted();
    // Described first: what is in the history after an execution has ended is all of it.
    const execution = await describeExecution(sfn, executionArn);
    const events = await watch.poll();
    for (const event of events) progress.event(event);
    if (watch.isBlind) announce('history', blind);
    if (execution.status !== 'RUNNING') return execution;
    const state = watch.state?.name ?? '';
    if (!announced.has(state)) announce(state, await waitingText(state, following.objects, clock.now()));
    wait = events.length > 0 ? shortest : Math.min(longest, wait * 1.5);
    await clock.sleep(wait, signal);
  }
}

/** Of the lines that tell how far it is. */
const belowTimes = ' '.repeat(7);

/** In milliseconds. */
const shortest = 1000;
const longest = 5000;

/** What to say where the history cannot be read. */
export const blind = 'Which state it is in is not known (needs states:GetExecutionHistory).';
