import * as z from 'zod/mini';
import { common } from '../fields';
import { evaluateString } from '../payload-template';
import { stateType } from '../state-type';
import { StatesError } from '../states-error';

const schema = z.strictObject({ ...common, Error: z.optional(z.string()), Cause: z.optional(z.string()) });

/** Fails the machine with its Error and Cause. */
export const fail = stateType(schema, (state) => async (call) => {
  const error = await evaluateString(call, 'Error', state.Error);
  const cause = await evaluateString(call, 'Cause', state.Cause);
  throw new StatesError(error ?? '', cause);
});
