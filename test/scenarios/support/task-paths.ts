import { type Bucket, queueUrl } from '../../../local-aws';
import { decideTask } from './decide-task';
import { eventually, type Scenario, type StartedRun } from './scenario';

export interface TaskPathsOptions {
  readonly scenario: Scenario;
  /** What a run leaves, once it was answered. */
  outcomeOf(run: StartedRun, answer: (link: string) => Promise<unknown>): Promise<unknown>;
  /** Resolves once the decision has reached the workflow; rejects when it was not let through. */
  delivered(run: StartedRun): Promise<void>;
  /** Lets the time for a decision run out. */
  expires(run: StartedRun): Promise<void>;
  /** Decides on a purge. */
  decide(link: string): Promise<void>;
  linkIn(message: string): string;
  /** Ends the longest wait that there is. */
  expire(): void;
}

const reason = 'A run of each task';

/** A run of each privileged task; between them they use all that the state machine of the tasks can do. */
export function taskPaths(options: TaskPathsOptions): Record<string, () => Promise<unknown>> {
  const { scenario, outcomeOf, delivered } = options;
  const approve = async (run: StartedRun) => {
    await decideTask(run, 'approve');
    await delivered(run);
  };
  return {
    'password recovery for a time': async () => {
      const [account] = scenario.organize({ accounts: 1 }).accounts;
      if (account) account.credentials = { signingCertificates: [], accessKeys: [], mfaDevices: [] };
      const run = scenario.runTask({
        task: 'allow-password-recovery',
        accounts: [account?.id ?? ''],
        reason,
        resealAfter: 'PT13H',
      });
      const outcome = await outcomeOf(run, async () => {
        await approve(run);
        await sealAgain(run, options);
      });
      // One that nobody waits for any more.
      for (const { name, stop } of scenario.started) if (name.startsWith('reseal-')) stop();
      return outcome;
    },
    'a bucket policy that is deleted': () => {
      const { buckets } = scenario.organize({ accounts: 4, resources: true });
      const run = unlock(
        scenario,
        buckets.find(({ policy }) => policy),
      );
      return outcomeOf(run, () => approve(run));
    },
    'a queue policy that is deleted': () => {
      const queue = scenario.organize({ accounts: 4, resources: true }).queues.find(({ policy }) => policy);
      const run = scenario.runTask({
        task: 'delete-queue-policy',
        account: queue?.accountId ?? '',
        queueUrl: queue ? queueUrl(queue) : '',
        reason,
      });
      return outcomeOf(run, () => approve(run));
    },
    'a task that expires': () => {
      const bucket = scenario.organize({ accounts: 4, resources: true }).buckets.find(({ policy }) => policy);
      const run = unlock(scenario, bucket);
      return outcomeOf(run, () => options.expires(run));
    },
    'a task with nothing to do': () => {
      const bucket = scenario
        .organize({ accounts: 4, resources: true })
        .buckets.find(({ policy }) => !policy);
      return outcomeOf(unlock(scenario, bucket), async () => undefined);
    },
  };
}

function unlock(scenario: Scenario, bucket: Bucket | undefined): StartedRun {
  const { accountId: account = '', name = '' } = bucket ?? {};
  return scenario.runTask({ task: 'delete-bucket-policy', account, bucket: name, reason });
}

/** Ends the time for which it was allowed, and decides on the purge that follows. */
async function sealAgain(run: StartedRun, { scenario, expire, decide, linkIn }: TaskPathsOptions) {
  const { execution } = run;
  await eventually(
    () =>
      execution.history.some(
        ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === 'WaitToReseal',
      ) || undefined,
    execution,
  );
  expire();
  const name = `/runs/${run.name.replace('task-', 'reseal-')}/`;
  const mail = await eventually(
    () => scenario.emails.find(({ message }) => message.includes(name)),
    execution,
  );
  await decide(linkIn(mail.message));
}
