import { queuePolicy, rootQueue } from './tasks/delete-queue-policy/root-queue';
import { readPolicyStage } from './tasks/target-stages';

/** The Lambda `ReadQueuePolicy`: reads the policy of one queue as its root user. */
export const handler = readPolicyStage((session, target) => queuePolicy(rootQueue(session, target)));
