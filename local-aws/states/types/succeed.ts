import * as z from 'zod/mini';
import { common, output } from '../fields';
import { stateType } from '../state-type';

const schema = z.strictObject({ ...common, ...output });

/** Ends the machine. */
export const succeed = stateType(schema, (state) => async ({ input }) => ({
  via: { Output: state.Output },
  output: input,
}));
