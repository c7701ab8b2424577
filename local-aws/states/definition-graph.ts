import { isJsonObject, type Json, type JsonObject } from '../json';
import { DefinitionError } from './definition-error';

/** All the ways out of a state: itself, its Choice rules, its Catchers. */
export function transitionsOf(state: JsonObject): JsonObject[] {
  return [state, ...objects(state.Choices), ...objects(state.Catch)];
}

const objects = (list: Json | undefined) => (Array.isArray(list) ? list.filter(isJsonObject) : []);

/** @throws DefinitionError unless every way leads to a state and every state can be reached by one */
export function checkTransitions(startAt: string, states: Record<string, JsonObject>, where: string): void {
  const reached = new Set([startAt]);
  for (const [name, state] of Object.entries(states)) {
    checkEnd(name, state);
    for (const target of targetsOf(state)) {
      if (!Object.hasOwn(states, target))
        throw new DefinitionError(`${name}: there is no state ${target} to go to`);
      reached.add(target);
    }
  }
  if (!Object.hasOwn(states, startAt))
    throw new DefinitionError(`${where}: there is no state ${startAt} to start at`);
  const lost = Object.keys(states).find((name) => !reached.has(name));
  if (lost) throw new DefinitionError(`${lost}: no state leads to it`);
}

function targetsOf(state: JsonObject): string[] {
  const targets = [state.Default, ...transitionsOf(state).map(({ Next }) => Next)];
  return targets.filter((target) => typeof target === 'string');
}

const withoutNext = ['Choice', 'Succeed', 'Fail'];

function checkEnd(name: string, { Type, Next, End }: JsonObject): void {
  if (withoutNext.includes(String(Type))) return;
  if ((Next === undefined) === (End === undefined))
    throw new DefinitionError(`${name}: exactly one of Next and End`);
}
