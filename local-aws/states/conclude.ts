import type { Clock } from '../clock';
import type { Json } from '../json';
import { within } from './deadline';
import { ExecutionStopped } from './execution-stopped';
import { asStatesError } from './states-error';

/** How an execution ended. */
export type Conclusion =
  | { status: 'SUCCEEDED'; output: Json }
  | { status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; error?: string; cause?: string };

class ExecutionTimedOut extends Error {}

/** Runs an execution's work, at most `seconds` long, and says how it ended; never rejects. */
export async function conclude(
  { world, signal, seconds }: { world: { clock: Clock }; signal: AbortSignal; seconds?: number },
  work: (signal: AbortSignal) => Promise<Json>,
): Promise<Conclusion> {
  try {
    const timeout = seconds === undefined ? undefined : { seconds, error: () => new ExecutionTimedOut() };
    return { status: 'SUCCEEDED', output: await within({ clock: world.clock, signal, timeout }, work) };
  } catch (thrown) {
    if (thrown instanceof ExecutionTimedOut) return { status: 'TIMED_OUT' };
    if (thrown instanceof ExecutionStopped) {
      return { status: 'ABORTED', error: thrown.error, cause: thrown.cause };
    }
    const { name, cause } = asStatesError(thrown);
    return { status: 'FAILED', error: name || undefined, cause };
  }
}
