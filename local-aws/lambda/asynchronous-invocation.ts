import type { Clock } from '../clock';
import type { Json } from '../json';
import type { Invocation, LambdaRunner } from './lambda-runner';

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

/** What asynchronous invocations have to do with. */
export interface LaterInvocationsOptions {
  readonly invoker: Pick<LambdaRunner, 'invoke'>;
  readonly clock: Clock;
  /** Ends the waits before further tries. */
  readonly signal: AbortSignal;
  /** Told of every one that could not be made, by the ARN of its function. */
  readonly onLog: (functionArn: string, line: string) => void;
}

/** The asynchronous invocations that are under way. */
export class LaterInvocations {
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(private readonly options: LaterInvocationsOptions) {}

  /** Invokes a function, and does not wait for it. */
  readonly invoke = (functionArn: string, event: Json): void => {
    const { invoker, clock, signal, onLog } = this.options;
    const done = invokeAsynchronously(() => invoker.invoke(functionArn, event), clock, signal)
      .catch((error) => onLog(functionArn, `ERROR ${error}`))
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  };

  /** Resolves when all of them have ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}
