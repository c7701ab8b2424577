import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { ownClient } from './aws-calls/own-client';
import { ownSeal, unsealText } from './root-session/seal';
import { ApprovalRequest, Decision } from './run/model';
import { runKeys } from './run/run-keys';
import { ownRunStore, requireJson } from './run/run-store';
import { stateHandler } from './skeleton/handler';

const store = ownRunStore();
const seal = ownSeal();
const sfn = ownClient(SFNClient);

/**
 * The event that S3 sends to EventBridge for a stored decision, or as much of it as the approval page says.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
const ObjectCreated = z.object({
  detail: z.object({
    object: z.object({ key: z.string().check(z.regex(/^runs\/[^/]+\/decision\.json$/)) }),
  }),
});

/**
 * Tells the workflow that a decision is stored. Whoever stored it need not come back: EventBridge and Lambda try
 * again where this fails, and delivering twice is harmless.
 */
export const handler = stateHandler(ObjectCreated, async ({ detail }) => {
  const [, run = ''] = detail.object.key.split('/');
  const decision = await requireJson(store, runKeys.decision(run), Decision);
  // The workflow itself stored the other ones, and waits no more.
  if (decision.decision !== 'APPROVED' && decision.decision !== 'REJECTED') return { delivered: false };
  const approval = await requireJson(store, runKeys.approval(run), ApprovalRequest);
  await endWait(approval, decision.decision);
  return { delivered: true };
});

/**
 * A wait that is over already is fine: the workflow reads the stored decision when it ends, so a decision counts even
 * where it could not be delivered.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
async function endWait({ run, sealedTaskToken }: ApprovalRequest, decision: string): Promise<void> {
  const taskToken = await unsealText(seal, { purpose: 'task-token', run }, sealedTaskToken);
  try {
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ decision }) }));
  } catch (error) {
    if (!(error instanceof Error) || !waitIsOver.has(error.name)) throw error;
  }
}

const waitIsOver = new Set(['TaskTimedOut', 'TaskDoesNotExist']);
