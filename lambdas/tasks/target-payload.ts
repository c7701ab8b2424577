import * as z from 'zod/mini';
import { ApprovedTarget } from './shapes';

const common = { run: z.string(), sealedSession: z.string() };

/** The payload of a stage that reads the policy of a target. */
export const ReadTargetPayload = z.object({ ...common, target: ApprovedTarget });

/** The payload of a stage that changes a target; `retries` counts those of its state. */
export const ChangeTargetPayload = z.object({ ...common, target: ApprovedTarget, retries: z.number() });
