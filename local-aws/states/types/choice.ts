import * as z from 'zod/mini';
import { assign, common, expression, output } from '../fields';
import { evaluateField, unexpectedType, whileExecuting } from '../payload-template';
import { stateType } from '../state-type';
import { StatesError } from '../states-error';

const rule = z.strictObject({
  Condition: z.union([z.boolean(), expression]),
  Next: z.string(),
  Comment: z.optional(z.string()),
  ...assign,
  ...output,
});

const schema = z.strictObject({
  ...common,
  ...assign,
  ...output,
  Choices: z.array(rule).check(z.minLength(1)),
  Default: z.optional(z.string()),
});

// The documentation has a States.NoChoiceMatched; AWS answers with this.
const noNext = 'Failed to transition out of the state. The state does not point to a next state.';

/** Goes where the first rule whose Condition is true says, with that rule's Assign and Output; else to Default. */
export const choice = stateType(schema, (state) => async (call) => {
  for (const [index, via] of state.Choices.entries()) {
    const field = `Choices[${index}]/Condition`;
    const holds = await evaluateField(call, field, via.Condition);
    if (typeof holds !== 'boolean') throw unexpectedType(call, field, via.Condition, 'boolean', holds);
    if (holds) return { via, location: `Choices[${index}]/`, output: call.input };
  }
  if (state.Default === undefined) throw new StatesError('States.Runtime', whileExecuting(call, noNext));
  return { via: { ...state, Next: state.Default }, output: call.input };
});
