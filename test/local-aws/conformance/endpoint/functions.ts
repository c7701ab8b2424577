import type { JsonObject } from '../../../../local-aws/json';
import { isJsonObject } from '../../../../local-aws/json';
import type { Case } from '../case';

/** A Task of a case, with the answers that the case has for it. */
export interface AnsweredTask {
  state: string;
  answers: JsonObject[];
  /** Whether it waits for its token. */
  callback: boolean;
}

/** The Tasks of the case's own state machine whose answers the case has: of functions, and of other services. */
export function answeredTasks({ definition, functions = {}, tasks = {} }: Case): AnsweredTask[] {
  return tasksIn(definition).flatMap(([state, { Resource, Arguments }]) => {
    const resource = String(Resource);
    const name = isJsonObject(Arguments) ? String(Arguments.FunctionName) : '';
    const isFunction = resource.includes(':lambda:invoke');
    const answers = isFunction ? (functions[name] ?? [{}]) : tasks[resource];
    return answers ? [{ state, answers, callback: resource.endsWith('.waitForTaskToken') }] : [];
  });
}

function tasksIn(machine: JsonObject): [string, JsonObject][] {
  const states = Object.entries(isJsonObject(machine.States) ? machine.States : {});
  return states.flatMap(([name, state]): [string, JsonObject][] => {
    if (!isJsonObject(state)) return [];
    const inner = isJsonObject(state.ItemProcessor) ? tasksIn(state.ItemProcessor) : [];
    return state.Type === 'Task' ? [[name, state], ...inner] : inner;
  });
}
