import type { PrivilegedTask } from './model';
import type { PlannedTarget, ReportedTarget, TaskOutcome, TaskPlan, TaskTarget } from './task-model';
import { count, momentText } from './words';

/** Each task as a command, about all of its targets. */
export function taskText(task: PrivilegedTask, targets: readonly TaskTarget[]): string {
  const [target] = targets;
  switch (task) {
    case 'allow-password-recovery':
      return `Allow password recovery for the root user of ${count(targets.length, 'account')}`;
    case 'delete-bucket-policy':
      return `Delete the policy of bucket ${target?.bucket}`;
    case 'delete-queue-policy':
      return `Delete the policy of queue ${queueName(target?.queueUrl)}`;
  }
}

/** Each task once it is done. */
export const doneTexts: Record<PrivilegedTask, string> = {
  'allow-password-recovery': 'Password recovery is allowed',
  'delete-bucket-policy': 'The bucket policy is deleted',
  'delete-queue-policy': 'The queue policy is deleted',
};

/** How it was before anybody did anything, where there is nothing to do. */
export const alreadySoTexts: Record<PrivilegedTask, string> = {
  'allow-password-recovery':
    'The root user has a login profile already, so its password can be recovered as it is.',
  'delete-bucket-policy': 'The bucket has no policy.',
  'delete-queue-policy': 'The queue has no policy.',
};

/** Title and meaning of each outcome, those that need attention first. */
export const taskOutcomeWords: Record<TaskOutcome, { title: string; meaning: string }> = {
  failed: { title: 'Failed', meaning: 'It was not done, and nothing was changed.' },
  unknown: { title: 'Unknown', meaning: 'Nothing certain can be said: it may have been done.' },
  expired: { title: 'Expired', meaning: 'Nobody decided in time, so nothing was changed.' },
  refused: { title: 'Refused', meaning: 'An approver refused it, so nothing was changed.' },
  done: { title: 'Done', meaning: 'It was done as approved, and a second look found it so.' },
  'already-so': { title: 'Already so', meaning: 'There was nothing to do.' },
};

/** The last part of a queue's URL. */
export function queueName(queueUrl = ''): string {
  return queueUrl.split('/').at(-1) ?? '';
}

/** `2 hours`, `1 day and 6 hours`, `90 minutes`: the two largest units. */
export function durationText(seconds: number): string {
  if (seconds < 7200 && seconds % 3600 > 0) return count(Math.round(seconds / 60), 'minute');
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  const minutes = Math.round((seconds % 3600) / 60);
  const parts = [
    days > 0 && count(days, 'day'),
    hours > 0 && count(hours, 'hour'),
    minutes > 0 && count(minutes, 'minute'),
  ].filter((part) => part !== false);
  return parts.slice(0, 2).join(' and ');
}

/** What is decided on. */
export function toDo({ targets }: Pick<TaskPlan, 'targets'>): PlannedTarget[] {
  return targets.filter(({ finding }) => finding.state === 'to-do');
}

/** The policy as a person reads it; one that is no JSON stays as it is. */
export function prettyPolicy(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** What the approver of each task must know before they decide. */
export const consequences: Record<PrivilegedTask, readonly string[]> = {
  'allow-password-recovery': [
    'Whoever reads the mail of the root user can become root. With “Forgot your password?” on the sign-in page they set a new password, and nobody else is asked. The root user can do everything in the account, and no IAM policy binds it.',
    'An MFA device that is still registered is asked for at sign-in. Where there is none, the mailbox alone is enough until the owner registers one.',
  ],
  'delete-bucket-policy': [
    'What this policy denies is denied no more, and what it allows to others ends: other accounts, services and the public lose what they have by it alone. From then on the IAM policies of the account decide.',
    'The policy as it is now is kept in the run store before it goes, so that it can be put back, mended.',
  ],
  'delete-queue-policy': [
    'What this policy denies is denied no more, and what it allows to others ends: other accounts and services such as Amazon SNS or S3 can send to the queue no more, if they could by it alone. From then on the IAM policies of the account decide.',
    'The policy as it is now is kept in the run store before it goes, so that it can be put back, mended.',
  ],
};

/** How it went, in one sentence or two, for instance `Delete the policy of bucket logs: done.` */
export function taskSummary(
  task: PrivilegedTask,
  targets: readonly ReportedTarget[],
  resealAt: string | undefined,
): string {
  const counts = Object.entries(taskOutcomeWords)
    .map(
      ([outcome, { title }]) => [targets.filter((each) => each.outcome === outcome).length, title] as const,
    )
    .filter(([n]) => n > 0);
  const words = counts.map(([n, title]) => `${targets.length > 1 ? `${n} ` : ''}${title.toLowerCase()}`);
  const again = resealAt ? ` A purge takes it away again from ${momentText(resealAt)} on.` : '';
  return `${taskText(task, targets)}: ${words.join(', ')}.${again}${resealedText(targets)}`;
}

function resealedText(targets: readonly ReportedTarget[]): string {
  const resealed = targets.flatMap((target) => target.resealed ?? []);
  if (resealed.length === 0) return '';
  const closed = resealed.filter(({ outcome }) => outcome === 'clean' || outcome === 'purged').length;
  return ` Taken away again in ${closed} of ${count(resealed.length, 'account')}.`;
}
