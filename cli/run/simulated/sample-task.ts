import type { TaskName } from '../../../lambdas/tasks/registry';
import { type Account, type JsonObject, type Organization, queueUrl } from '../../../local-aws';

const reason = 'Trying it out';

/** Execution input of this task, for what suits it first in a simulated organization; undefined where nothing does. */
export function sampleTask(task: TaskName, organization: Organization): JsonObject | undefined {
  const target = targetOf[task](organization);
  return target && { task, ...target, reason };
}

/** The fields of the input that say what it is about. */
const targetOf: Record<TaskName, (organization: Organization) => JsonObject | undefined> = {
  'allow-password-recovery': ({ accounts }) => {
    const sealed = accounts.filter(hasNoPassword).slice(0, 2);
    return sealed.length > 0 ? { accounts: sealed.map(({ id }) => id), resealAfter: 'PT1M' } : undefined;
  },
  'delete-bucket-policy': ({ buckets }) => {
    const bucket = buckets.find(isLocked);
    return bucket && { account: bucket.accountId, bucket: bucket.name };
  },
  'delete-queue-policy': ({ queues }) => {
    const queue = queues.find(isLocked);
    return queue && { account: queue.accountId, queueUrl: queueUrl(queue) };
  },
};

const isLocked = ({ policy }: { policy?: string }) => policy !== undefined;

const hasNoPassword = ({ state, credentials }: Account) =>
  state === 'ACTIVE' && credentials.loginProfile === undefined;
