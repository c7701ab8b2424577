import type { Json } from '../json';
import { evaluate, isExpression, QueryEvaluationError, sourceOf } from './jsonata';
import type { StateCall } from './state';
import { StatesError } from './states-error';

/** What `$states` holds besides the input and the context. */
export interface MoreStates {
  result?: Json;
  errorOutput?: Json;
  /** Instead of the call's own context. */
  context?: Json;
}

/** Evaluates a field of a running state. @throws States.QueryEvaluationError, which is recorded */
export async function evaluateField(
  call: StateCall,
  field: string,
  template: Json,
  more: MoreStates = {},
): Promise<Json> {
  const states = { input: call.input, context: call.context, ...more };
  try {
    return await evaluate(template, field, {
      variables: call.variables,
      states,
      now: call.run.world.clock.now(),
    });
  } catch (error) {
    throw error instanceof QueryEvaluationError
      ? evaluationFailed(call, error.cause ?? '', error.location)
      : error;
  }
}

/**
 * The value of a field that must be a number of at least `least`; undefined when the field is absent.
 * @throws States.QueryEvaluationError for any other value
 */
export async function evaluateNumber(
  call: StateCall,
  field: string,
  template: Json | undefined,
  least = 0,
): Promise<number | undefined> {
  if (template === undefined) return undefined;
  const value = await evaluateField(call, field, template);
  if (typeof value === 'number' && value >= least) return value;
  throw typeof value === 'number'
    ? evaluationFailed(
        call,
        `The value of the field '${field}' must be at least ${least}, but was: ${value}`,
        field,
      )
    : unexpectedType(call, field, template, 'number', value);
}

/**
 * The value of a field that must be a string; undefined when the field is absent.
 * @throws States.QueryEvaluationError for any other value
 */
export async function evaluateString(
  call: StateCall,
  field: string,
  template: Json | undefined,
): Promise<string | undefined> {
  if (template === undefined) return undefined;
  const value = await evaluateField(call, field, template);
  if (typeof value === 'string') return value;
  throw unexpectedType(call, field, template, 'string', value);
}

/** The error of a field whose value is of another type than it must be, which the history records. */
export function unexpectedType(
  call: StateCall,
  field: string,
  template: Json,
  expected: string,
  value: Json,
): StatesError {
  const source = isExpression(template) ? sourceOf(template) : JSON.stringify(template);
  const got = JSON.stringify(value).slice(0, 200);
  const reason = `The JSONata expression '${source}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${typeOf(value)}' for value: ${got}`;
  return evaluationFailed(call, reason, field);
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The error of a state whose fields cannot be evaluated, which the history records. */
export function evaluationFailed(call: StateCall, reason: string, location?: string): StatesError {
  const error = 'States.QueryEvaluationError';
  const cause = whileExecuting(call, reason);
  const { track } = call.run;
  // As in Step Functions, it follows what was before the state.
  track.goOnFrom(call.previousEventId);
  track.record('EvaluationFailed', () => ({
    evaluationFailedEventDetails: { error, cause, location, state: call.name },
  }));
  return new StatesError(error, cause);
}

/** Words a cause as Step Functions does for errors that the state itself ran into. */
export function whileExecuting(call: StateCall, reason: string): string {
  return `An error occurred while executing the state '${call.name}' (entered at the event id #${call.enteredEventId}). ${reason}`;
}
