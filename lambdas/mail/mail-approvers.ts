import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { approverTopic } from '../approval/approver-topic';
import { metrics } from '../skeleton/handler';
import { logger } from '../skeleton/logger';
import type { Email } from './email-words';

/** Where approvers' mail goes: what the ARNs of their own topics begin with. */
interface Mailboxes {
  readonly sns: SNSClient;
  readonly prefix: string;
}

interface Mail extends Email {
  readonly to: string;
}

/** Sends each mail, and says why those failed that did: logged, and counted in the metric `ApprovalEmailsFailed`. */
export async function mailApprovers({ sns, prefix }: Mailboxes, mails: readonly Mail[]): Promise<unknown[]> {
  const sent = await Promise.allSettled(
    mails.map(({ to, subject, message }) =>
      sns.send(
        new PublishCommand({
          TopicArn: approverTopic(prefix, to),
          Subject: subject,
          Message: message,
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
