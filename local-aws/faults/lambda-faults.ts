import { isJsonObject, type Json } from '../json';
import type { Invocation } from '../lambda/lambda-runner';
import { AwsError } from '../wire/aws-error';
import type { FaultPlan } from './fault-plan';

/** Invokes a function by its name, and tells how that ended. */
export type Invoke = (functionName: string, event: Json) => Promise<Invocation>;

/** Puts a plan's faults between the callers of functions and the functions. */
export function faultyInvoke(plan: FaultPlan, invoke: Invoke): Invoke {
  let running = 0;
  return async (functionName, event) => {
    if (plan.isOver('lambda-quota', running))
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    running += 1;
    try {
      return await faulty(functionName, event);
    } finally {
      running -= 1;
    }
  };
  async function faulty(functionName: string, event: Json): Promise<Invocation> {
    const candidate = { names: [functionName], subject: subjectOf(event) };
    if (plan.strike(['crash-before'], candidate)) return crashed();
    const twin = plan.strike(['duplicate'], candidate) && invoke(functionName, event);
    const invocation = await invoke(functionName, event);
    await twin;
    if (plan.strike(['crash-after'], candidate)) return crashed();
    return plan.strike(['timeout'], candidate) ? timedOut() : invocation;
  }
}

/** Tells which Express children of maps run twice: those whose map state and item a fault is aimed at. */
export function twiceRun(plan: FaultPlan): (state: string, item: Json) => boolean {
  return (state, item) =>
    plan.strike(['duplicate'], { names: [state], subject: subjectOf(item) }) !== undefined;
}

/** The account that the event is about, or the path of a request. */
function subjectOf(event: Json): string {
  if (!isJsonObject(event)) return '';
  return String(event.accountId ?? event.rawPath ?? '');
}

/** As Lambda tells of an environment that went away. */
function crashed(): Invocation {
  const errorMessage = 'RequestId: fault Error: Runtime exited with error: signal: killed';
  return { requestId: 'fault', functionError: { errorType: 'Runtime.ExitError', errorMessage } };
}

function timedOut(): Invocation {
  const errorMessage = 'RequestId: fault Error: Task timed out after 60.00 seconds';
  return { requestId: 'fault', functionError: { errorType: 'Sandbox.Timedout', errorMessage } };
}
