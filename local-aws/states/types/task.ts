import * as z from 'zod/mini';
import type { Json } from '../../json';
import { within } from '../deadline';
import { expression, integerOrExpression, jsonObject, work } from '../fields';
import { checkPayload } from '../payload-limit';
import { evaluateField, evaluateNumber } from '../payload-template';
import type { StateCall } from '../state';
import { stateType } from '../state-type';
import { StatesError } from '../states-error';
import { recordOutcome, recordScheduled, recordSubmitted } from '../task-events';
import { checkTaskFields, parseResource, type TaskResource } from '../task-resource';
import type { PendingTask } from '../task-tokens';
import { waitForTaskToken } from '../wait-for-task-token';

const schema = z.strictObject({
  ...work,
  Resource: z.string(),
  Arguments: z.optional(z.union([jsonObject, expression])),
  TimeoutSeconds: z.optional(integerOrExpression),
  HeartbeatSeconds: z.optional(integerOrExpression),
});

type Fields = z.infer<typeof schema>;

/** Calls a service integration, and waits for the task token to come back if the resource says so. */
export const task = stateType(schema, (state, surroundings) => {
  const resource = parseResource(state.Resource, surroundings.state);
  checkTaskFields(state, resource, surroundings);
  return async (call) => {
    const { taskTokens } = call.run.world;
    const pending = resource.callback ? taskTokens.create(call.run.stateMachine.Id) : undefined;
    try {
      const result = await runTask(state, resource, call, pending);
      return { via: state, output: result, states: { result } };
    } finally {
      if (pending) taskTokens.close(pending.token);
    }
  };
});

async function runTask(
  state: Fields,
  resource: TaskResource,
  call: StateCall,
  pending?: PendingTask,
): Promise<Json> {
  const { world, signal } = call.run;
  const args = await evaluateArguments(state, call, pending);
  const seconds = await evaluateNumber(call, 'TimeoutSeconds', state.TimeoutSeconds, 1);
  // Without a token nothing sends heartbeats, and nothing waits for them.
  const heartbeat = await evaluateNumber(call, 'HeartbeatSeconds', state.HeartbeatSeconds, 1);
  recordScheduled(call.run, resource, args, { timeoutInSeconds: seconds, heartbeatInSeconds: heartbeat });
  const submitted = (answer: Json) => recordSubmitted(call.run, resource, answer);
  const resources = [call.run.execution.Id, call.run.stateMachine.Id];
  const invoke = (signal: AbortSignal) =>
    world.tasks[resource.integration](args, { signal, submitted, resources });
  const attempt = async (signal: AbortSignal) => {
    if (!pending) return invoke(signal);
    const submit = async () => {
      const answer = await invoke(signal);
      // The token may have ended the task meanwhile.
      if (!signal.aborted) submitted(answer);
    };
    return waitForTaskToken(pending, submit, { signal, interruption: call.run.main?.interruption });
  };
  return recordOutcome(call.run, resource, async () => {
    // Step Functions gives no cause for it.
    const error = () => new StatesError('States.Timeout');
    const timeout = seconds === undefined ? undefined : { seconds, error };
    const result = await within({ clock: world.clock, signal, timeout }, attempt);
    checkPayload(result, call.name);
    return result;
  });
}

async function evaluateArguments(state: Fields, call: StateCall, pending?: PendingTask): Promise<Json> {
  if (pending) call.run.track.conceal(pending.token);
  const more = pending && { context: { ...call.context, Task: { Token: pending.token } } };
  const args = await evaluateField(call, 'Arguments', state.Arguments ?? {}, more);
  checkPayload(args, call.name);
  return args;
}
