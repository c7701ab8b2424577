/**
 * The Region and the account in a queue's URL, in every documented form: of today, with FIPS, dual-stack, in the
 * European Sovereign Cloud, and the two forms before (the oldest one without a Region is of us-east-1).
 * https://docs.aws.amazon.com/general/latest/gr/sqs-service.html
 */
export function parseQueueUrl(url = ''): { region: string; accountId: string } | undefined {
  const [, host = '', accountId] = /^https:\/\/([\w.-]+)\/(\d{12})\/[\w-]{1,80}(?:\.fifo)?$/.exec(url) ?? [];
  const region = host === 'queue.amazonaws.com' ? 'us-east-1' : hosts.exec(host)?.slice(1).find(Boolean);
  return region && accountId ? { region, accountId } : undefined;
}

const region = '([a-z]+(?:-[a-z0-9]+)+)';
const hosts = new RegExp(
  `^(?:sqs(?:-fips)?\\.${region}\\.(?:amazonaws\\.(?:com|com\\.cn|eu)|api\\.aws)|${region}\\.queue\\.amazonaws\\.com)$`,
);

/** The name of a queue: the last part of its URL. */
export function queueName(queueUrl = ''): string {
  return queueUrl.split('/').at(-1) ?? '';
}
