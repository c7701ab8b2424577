import * as z from 'zod/mini';
import { common, output } from '../fields';
import { stateType } from '../state-type';

const schema = z.strictObject({ ...common, ...output });

/** A Succeed state: ends its machine, with its input where it has no Output. */
export const succeed = stateType(schema, (state) => async ({ input }) => ({
  via: { Output: state.Output },
  output: input,
}));
