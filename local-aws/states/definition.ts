import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject } from '../json';
import { DefinitionError, parseFields } from './definition-error';
import { checkTransitions, transitionsOf } from './definition-graph';
import { errorHandling, jsonObject } from './fields';
import { expressionError } from './jsonata';
import type { Machine, State, StateTypeName } from './state';
import type { ProcessorKind } from './state-type';
import { stateTypes } from './state-types';

const states = z.record(z.string().check(z.minLength(1), z.maxLength(80)), jsonObject);

const machineSchema = z.strictObject({
  Comment: z.optional(z.string()),
  Version: z.optional(z.literal('1.0')),
  QueryLanguage: z.literal('JSONata', 'only JSONata is supported'),
  StartAt: z.string(),
  States: states,
  TimeoutSeconds: z.optional(z.int().check(z.minimum(1), z.maximum(99_999_999))),
});

const processorConfig = z.discriminatedUnion('Mode', [
  z.strictObject({ Mode: z.optional(z.literal('INLINE')) }),
  z.strictObject({ Mode: z.literal('DISTRIBUTED'), ExecutionType: z.enum(['EXPRESS', 'STANDARD']) }),
]);

const processorSchema = z.strictObject({
  Comment: z.optional(z.string()),
  ProcessorConfig: z.optional(processorConfig),
  StartAt: z.string(),
  States: states,
});

/** What a nested machine is given by the one around it. */
interface Outer {
  express: boolean;
  /** Variables of the scopes around it that it can read, and so must not assign. */
  variables: ReadonlySet<string>;
}

/** Checks a whole state machine definition and makes it ready to run. @throws DefinitionError */
export function parseDefinition(definition: Json): Machine {
  const machine = parseFields(machineSchema, definition, 'State machine');
  const outer = { express: false, variables: new Set<string>() };
  return { ...parseStates(machine, outer, 'State machine'), timeoutSeconds: machine.TimeoutSeconds };
}

type States = { StartAt: string; States: Record<string, JsonObject> };

function parseStates({ StartAt, States }: States, outer: Outer, where: string): Machine {
  checkTransitions(StartAt, States, where);
  const assigned = new Set(outer.variables);
  for (const name of assignedNames(States)) {
    if (outer.variables.has(name)) throw new DefinitionError(`${where}: $${name} belongs to an outer scope`);
    assigned.add(name);
  }
  const parsed = Object.entries(States).map(([name, definition]): [string, State] => [
    name,
    parseState(name, definition, { ...outer, variables: assigned }),
  ]);
  return { startAt: StartAt, states: new Map(parsed) };
}

const errors = z.object(errorHandling);

function parseState(name: string, definition: JsonObject, outer: Outer): State {
  const type = String(definition.Type);
  if (!isStateType(type)) throw new DefinitionError(`${name}: state type ${type} is not supported`);
  const run = stateTypes[type].compile(definition, {
    state: name,
    express: outer.express,
    parseProcessor: (processor) => parseProcessor(name, processor, outer),
  });
  checkExpressions(name, definition);
  const { Retry = [], Catch = [] } = parseFields(errors, definition, name);
  return { name, type, retry: Retry, catch: Catch, run };
}

function parseProcessor(
  map: string,
  processor: Json,
  outer: Outer,
): { machine: Machine; kind: ProcessorKind } {
  const where = `${map}/ItemProcessor`;
  const { ProcessorConfig, ...states } = parseFields(processorSchema, processor, where);
  const kind = ProcessorConfig?.Mode === 'DISTRIBUTED' ? ProcessorConfig.ExecutionType : 'INLINE';
  // Children of a Distributed Map are executions of their own: they see no variable from outside.
  const inner = kind === 'INLINE' ? outer : { express: kind === 'EXPRESS', variables: new Set<string>() };
  return { machine: parseStates(states, inner, where), kind };
}

const isStateType = (type: string): type is StateTypeName => Object.hasOwn(stateTypes, type);

function checkExpressions(name: string, { Comment, ItemProcessor, ...fields }: JsonObject): void {
  for (const [field, template] of Object.entries(fields)) {
    const error = expressionError(template);
    if (error) throw new DefinitionError(`${name}: field ${field}: ${error}`);
  }
}

function assignedNames(states: Record<string, JsonObject>): string[] {
  return Object.values(states)
    .flatMap(transitionsOf)
    .flatMap(({ Assign }) => (isJsonObject(Assign) ? Object.keys(Assign) : []));
}
