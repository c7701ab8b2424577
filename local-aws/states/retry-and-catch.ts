import { stateError } from './execution-stopped';
import { waitingSignal } from './main-run';
import { type Settled, settle } from './settle';
import type { Retrier, State, StateCall } from './state';
import { matchesError, type StatesError } from './states-error';

/** Attempts the state until it settles, is caught, or fails with what nothing retries or catches. */
export async function withRetryAndCatch(state: State, call: StateCall): Promise<Settled> {
  const used = new Map<Retrier, number>();
  for (let retryCount = 0; ; retryCount++) {
    const attempt = retryCount === 0 ? call : withRetryCount(call, retryCount);
    try {
      return await settle(attempt, await state.run(attempt));
    } catch (thrown) {
      const error = stateError(thrown, call.run.signal);
      if (await retryable(state, call, error, used)) continue;
      return caught(state, attempt, error);
    }
  }
}

function withRetryCount(call: StateCall, retryCount: number): StateCall {
  const { context } = call;
  return { ...call, context: { ...context, State: { ...context.State, RetryCount: retryCount } } };
}

/** Waits out the first matching Retrier's delay; false when none matches or its attempts are used up. */
async function retryable(
  state: State,
  { run }: StateCall,
  error: StatesError,
  used: Map<Retrier, number>,
): Promise<boolean> {
  const retrier = state.retry.find(({ ErrorEquals }) => matchesError(ErrorEquals, error));
  if (!retrier) return false;
  const attempt = (used.get(retrier) ?? 0) + 1;
  if (attempt > (retrier.MaxAttempts ?? 3)) return false;
  used.set(retrier, attempt);
  const delaySeconds = retryDelay(retrier, attempt, run.world.random);
  run.world.onEvent({ type: 'retry', state: state.name, error: error.name, attempt, delaySeconds });
  run.countTransition();
  await run.world.clock.sleep(delaySeconds * 1000, waitingSignal(run));
  return true;
}

/** Seconds before the nth retry (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html). */
export function retryDelay(retrier: Retrier, attempt: number, random: () => number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
  const delay = Math.min(IntervalSeconds * BackoffRate ** (attempt - 1), MaxDelaySeconds);
  return retrier.JitterStrategy === 'FULL' ? delay * random() : delay;
}

/** There always is a Cause in `$states.errorOutput`: none of a timeout is empty, none of SendTaskFailure `null`. */
function causeOf({ name, cause }: StatesError): string | null {
  return cause ?? (name === 'States.Timeout' ? '' : null);
}

/** Goes where the first matching Catcher says; rethrows when there is none. */
function caught(state: State, call: StateCall, error: StatesError): Promise<Settled> {
  const index = state.catch.findIndex(({ ErrorEquals }) => matchesError(ErrorEquals, error));
  const via = state.catch[index];
  if (!via) throw error;
  const errorOutput = { Error: error.name || null, Cause: causeOf(error) };
  return settle(call, { via, location: `Catch[${index}]/`, output: errorOutput, states: { errorOutput } });
}
