import * as z from 'zod/mini';
import { assign, common, next, output } from '../fields';
import { stateType } from '../state-type';

const schema = z.strictObject({ ...common, ...next, ...assign, ...output });

/** Passes its input on, or what its Output makes of it. */
export const pass = stateType(schema, (state) => async ({ input }) => ({ via: state, output: input }));
