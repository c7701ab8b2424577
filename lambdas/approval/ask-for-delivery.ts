import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { runKeys } from '../run/run-keys';
import { logger } from '../skeleton/logger';

/**
 * Has `DeliverDecision` look at the stored decision of a run now, with the words of the event that S3 sends about it:
 * for about five minutes after the creation of the bucket nobody hears that event. Where this fails the event is left.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html
 */
export async function askForDelivery(lambda: LambdaClient, FunctionName: string, run: string): Promise<void> {
  const Payload = JSON.stringify({ detail: { object: { key: runKeys.decision(run) } } });
  try {
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
  } catch (error) {
    logger.warn('DeliverDecision could not be asked to deliver a decision', { run, error });
  }
}
