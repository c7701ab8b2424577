import * as z from 'zod/mini';
import { Decision } from '../run/model';

/** Where a signed decision is sent, below the address of the approval page. */
export const iamDecisionPath = '/iam/decision';

/** What a signed decision is answered with. */
export const IamAnswer = z.union([
  /** Nothing was decided, and why. */
  z.object({ problem: z.string() }),
  /** It is kept as the proposal of this number, and counts once another person confirms it. */
  z.object({ proposed: z.number() }),
  /** What counts, whoever decided it. */
  z.object({
    state: z.enum(['decided', 'expired', 'closed']),
    /** Whether what counts is what was just sent. */
    isThisOne: z.boolean(),
    decision: z.optional(Decision),
  }),
]);
export type IamAnswer = z.infer<typeof IamAnswer>;
