import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { deliverDecision } from './approval/deliver-decision';
import { clientDefaults } from './aws-calls/client-defaults';
import { ApprovalRequest, Decision } from './run/model';
import { requireJson, runKeys } from './run/run-store';
import { env } from './skeleton/env';
import { stateHandler } from './skeleton/handler';

const s3 = new S3Client(clientDefaults);
const kms = new KMSClient(clientDefaults);
const sfn = new SFNClient(clientDefaults);

/**
 * The event that S3 sends to EventBridge for a stored decision.
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
  const store = { s3, bucket: env('RUN_BUCKET') };
  const [, run = ''] = detail.object.key.split('/');
  const decision = await requireJson(store, runKeys.decision(run), Decision);
  // The workflow itself stored the other ones, and waits no more.
  if (decision.decision !== 'APPROVED' && decision.decision !== 'REJECTED') return { delivered: false };
  const approval = await requireJson(store, runKeys.approval(run), ApprovalRequest);
  await deliverDecision({ seal: { kms, keyArn: env('SEALING_KEY_ARN') }, sfn }, approval, decision);
  return { delivered: true };
});
