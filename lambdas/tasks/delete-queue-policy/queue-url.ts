/**
 * The Region and the account in a queue's URL, in its form of today and in the one before it.
 * https://docs.aws.amazon.com/general/latest/gr/sqs-service.html
 */
export function parseQueueUrl(url = ''): { region: string; accountId: string } | undefined {
  const host = '(?:sqs\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.amazonaws\\.com(?:\\.cn)?';
  const parts = new RegExp(`^https://${host}/(\\d{12})/[\\w-]{1,80}(?:\\.fifo)?$`).exec(url);
  const [, region, before, accountId] = parts ?? [];
  const found = region ?? before;
  return found && accountId ? { region: found, accountId } : undefined;
}

/** The name of a queue: the last part of its URL. */
export function queueName(queueUrl = ''): string {
  return queueUrl.split('/').at(-1) ?? '';
}
