import { slugOf } from './account-names';
import { daysBefore } from './dates';
import type { Account } from './organization';
import { type Bucket, bucketArn, denyEveryone, type Queue, queueArn } from './resources';

interface Kind {
  /** The Region of its bucket. */
  bucket?: string;
  /** The Region of its queue. */
  queue?: string;
  locked?: true;
}

/** What every four accounts have. */
const KINDS: readonly Kind[] = [
  { bucket: 'eu-west-1', queue: 'us-east-1', locked: true },
  { bucket: 'us-east-1' },
  { bucket: 'us-east-1', queue: 'ap-southeast-2', locked: true },
  {},
];

/** Buckets and queues of up to twelve active accounts; from the locked ones a policy keeps everybody out. */
export function createResources(
  accounts: readonly Account[],
  today: Date,
): { buckets: Bucket[]; queues: Queue[] } {
  const owners = accounts.filter(({ state }) => state === 'ACTIVE').slice(0, 12);
  const creationDate = daysBefore(today, 400);
  const buckets: Bucket[] = [];
  const queues: Queue[] = [];
  owners.forEach(({ id: accountId, name }, index) => {
    const { bucket, queue, locked } = KINDS[index % KINDS.length] ?? {};
    const common = { accountId, creationDate };
    if (bucket) {
      const made: Bucket = { ...common, name: `${slugOf(name)}-logs-${accountId}`, region: bucket };
      buckets.push(locked ? { ...made, policy: denyEveryone(bucketArn(made)) } : made);
    }
    if (queue) {
      const made: Queue = { ...common, name: `${slugOf(name)}-jobs`, region: queue };
      queues.push(locked ? { ...made, policy: denyEveryone(queueArn(made)) } : made);
    }
  });
  return { buckets, queues };
}
