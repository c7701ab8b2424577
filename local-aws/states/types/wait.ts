import * as z from 'zod/mini';
import { assign, common, integerOrExpression, next, output } from '../fields';
import { waitingSignal } from '../main-run';
import { evaluateNumber, evaluateString, evaluationFailed } from '../payload-template';
import type { StateCall } from '../state';
import { stateType } from '../state-type';

const schema = z
  .strictObject({
    ...common,
    ...next,
    ...assign,
    ...output,
    Seconds: z.optional(integerOrExpression),
    Timestamp: z.optional(z.string()),
  })
  .check(
    z.refine(
      ({ Seconds, Timestamp }) => (Seconds === undefined) !== (Timestamp === undefined),
      'exactly one of Seconds and Timestamp',
    ),
  );

/** Waits for Seconds or until Timestamp. */
export const wait = stateType(schema, (state) => async (call) => {
  const seconds = await evaluateNumber(call, 'Seconds', state.Seconds);
  const milliseconds =
    seconds === undefined ? await millisecondsUntil(call, state.Timestamp) : seconds * 1000;
  if (milliseconds > 0) await call.run.world.clock.sleep(milliseconds, waitingSignal(call.run));
  return { via: state, output: call.input };
});

// RFC 3339 with capital T and Z, as Step Functions wants it.
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

async function millisecondsUntil(call: StateCall, template?: string): Promise<number> {
  const timestamp = (await evaluateString(call, 'Timestamp', template)) ?? '';
  const at = TIMESTAMP.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(at))
    throw evaluationFailed(
      call,
      `The value of the field 'Timestamp' must be a timestamp such as 2026-01-31T09:00:00Z, but was: ${timestamp}`,
      'Timestamp',
    );
  return at - call.run.world.clock.now().getTime();
}
