import type { Clock } from '../clock';
import type { Invocation } from './lambda-runner';

/**
 * Milliseconds before the second and the third try. Lambda waits one minute and two (AWS Lambda Developer Guide, "How
 * Lambda handles errors and retries with asynchronous invocation"), longer than anybody would look at a local run.
 */
const waits = [1000, 2000];

/**
 * Invokes a function for somebody who waits for no answer, such as EventBridge: what fails is tried again, three times
 * in all. Answers as the last try does; rejects as `invoke` does, and with the signal's reason while it waits.
 */
export async function invokeAsynchronously(
  invoke: () => Promise<Invocation>,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Invocation> {
  for (const wait of waits) {
    const invocation = await invoke();
    if (!('functionError' in invocation)) return invocation;
    await clock.sleep(wait, signal);
  }
  return invoke();
}
