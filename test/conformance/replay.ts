import { StatesError } from '../../local/runtime/asl/states-error';
import { TaskTokens } from '../../local/runtime/asl/task-tokens';
import { isJsonObject, type Json, type JsonObject } from '../../local/runtime/json';
import { begin, idle, memoryStore } from '../local/runtime/asl/run';
import type { Case } from './conformance.test';

/** Runs a case on this engine; time passes in half seconds, and only where everyone waits for it. */
export async function replay({ definition, input, functions = {}, objects, expect }: Case) {
  const taskTokens = new TaskTokens();
  const { States, ...machine } = definition;
  const execution = begin(
    isJsonObject(States) ? States : {},
    {
      input,
      taskTokens,
      objects: memoryStore({ ...objects }),
      lambda: mocked(functions, taskTokens),
      random: () => 1,
    },
    machine,
  );
  const start = execution.clock.now().getTime();
  let isOver = false;
  execution.result.finally(() => {
    isOver = true;
  });
  for (await settle(); !isOver; await settle()) execution.clock.advance(500);
  const result = await execution.result;
  return {
    ended: Object.fromEntries(Object.keys(expect).map((field) => [field, Reflect.get(result, field)])),
    states: execution.history.flatMap(({ type, stateEnteredEventDetails }) =>
      type?.endsWith('StateEntered') ? (stateEnteredEventDetails?.name ?? []) : [],
    ),
    seconds: (result.stopDate.getTime() - start) / 1000,
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await idle();
}

/** A lambda:invoke that answers as the case says. */
function mocked(functions: NonNullable<Case['functions']>, taskTokens: TaskTokens) {
  const invocations = new Map<string, number>();
  return async (args: Json): Promise<Json> => {
    const { FunctionName, Payload = null } = isJsonObject(args) ? args : {};
    const name = String(FunctionName);
    const before = invocations.get(name) ?? 0;
    invocations.set(name, before + 1);
    const answers = functions[name] ?? [];
    const answer = answers[Math.min(before, answers.length - 1)] ?? {};
    return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: await act(answer, Payload, taskTokens) };
  };
}

async function act(answer: JsonObject, payload: Json, taskTokens: TaskTokens): Promise<Json> {
  if (typeof answer.error === 'string') throw new StatesError(answer.error, String(answer.cause));
  if (answer.never) return new Promise<never>(() => undefined);
  const token = isJsonObject(payload) ? String(payload.token) : '';
  if (answer.succeed !== undefined) taskTokens.succeed(token, JSON.stringify(answer.succeed));
  if (isJsonObject(answer.fail)) taskTokens.fail(token, String(answer.fail.error), String(answer.fail.cause));
  return answer.echo ? payload : (answer.result ?? null);
}
