import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { metrics } from '../skeleton/handler';
import { logger } from '../skeleton/logger';
import type { Email } from './email-words';

/** Where an approver's mail goes: the topic that their filtered subscription belongs to. */
interface Mailbox {
  readonly sns: SNSClient;
  readonly topicArn: string;
}

interface Mail extends Email {
  readonly to: string;
}

/**
 * Sends each mail, and says why those failed that did: logged, and counted in the metric `ApprovalEmailsFailed`.
 * Subscription filters let each approver see only what is addressed to them, or to everyone.
 */
export async function mailApprovers({ sns, topicArn }: Mailbox, mails: readonly Mail[]): Promise<unknown[]> {
  const sent = await Promise.allSettled(
    mails.map(({ to, subject, message }) =>
      sns.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: subject,
          Message: message,
          MessageAttributes: { approver: { DataType: 'String', StringValue: to } },
        }),
      ),
    ),
  );
  const reasons: unknown[] = sent.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const reason of reasons) {
    logger.error('An approval email could not be sent', { error: String(reason) });
  }
  if (reasons.length > 0) metrics.addMetric('ApprovalEmailsFailed', MetricUnit.Count, reasons.length);
  return reasons;
}
