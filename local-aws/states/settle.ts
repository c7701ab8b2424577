import type { Json, JsonObject } from '../json';
import { checkPayload, PAYLOAD_LIMIT } from './payload-limit';
import { evaluateField } from './payload-template';
import type { Outcome, StateCall } from './state';
import { StatesError } from './states-error';
import type { Variables } from './variables';

/** What a state leaves behind. */
export interface Settled {
  output: Json;
  variables: Variables;
  assigned: JsonObject;
  /** Undefined at the end of the machine. */
  next?: string;
}

/**
 * Evaluates the Assign and Output of where the state goes. Both see the variables as they were, so a new value is
 * visible from the next state (https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html).
 */
export async function settle(call: StateCall, outcome: Outcome): Promise<Settled> {
  const { via, states, location = '' } = outcome;
  const assigned: JsonObject = {};
  for (const [name, template] of Object.entries(via.Assign ?? {})) {
    assigned[name] = await evaluateField(call, `${location}Assign/${name}`, template, states);
  }
  const output =
    via.Output === undefined
      ? outcome.output
      : await evaluateField(call, `${location}Output`, via.Output, states);
  checkPayload(output, call.name);
  return { output, variables: assignedTo(call.variables, assigned), assigned, next: via.Next };
}

// https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
const ALL_VARIABLES_LIMIT = 10 * 1024 * 1024;

function assignedTo(variables: Variables, assigned: JsonObject): Variables {
  if (Object.keys(assigned).length === 0) return variables;
  const together = { ...variables, ...assigned };
  // A variable is at most a payload long, so a few of them need no measuring together.
  const many = Object.keys(together).length * PAYLOAD_LIMIT > ALL_VARIABLES_LIMIT;
  if (byteLength(assigned) > PAYLOAD_LIMIT || (many && byteLength(together) > ALL_VARIABLES_LIMIT)) {
    throw new StatesError('States.DataLimitExceeded', 'The assigned variables exceed the size limit.');
  }
  return together;
}

const byteLength = (value: Json) => Buffer.byteLength(JSON.stringify(value));
