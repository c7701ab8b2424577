import { linkIn } from '../../../cli/run/approval/approver';
import type { Account, Execution } from '../../../local-aws';
import { alice } from './approvers';
import { decideTask } from './decide-task';
import { eventually, type Scenario, type StartedRun } from './scenario';

/** Password recovery for a time in a scenario, and the purge that ends it. */
export function recoveries(scenario: Scenario) {
  const allowFor = (resealAfter: string, accounts: readonly Account[]): StartedRun =>
    scenario.runTask({
      task: 'allow-password-recovery',
      accounts: accounts.map(({ id }) => id),
      reason: 'Change of the account email',
      resealAfter,
    });
  const nameOfReseal = ({ name }: StartedRun) => name.replace('task-', 'reseal-');
  return {
    allowFor,
    entered,
    /** Approves, and waits until the time for which it was allowed runs. */
    allowed: async (run: StartedRun): Promise<void> => {
      await decideTask(run, 'approve');
      await entered(run.execution, 'WaitToReseal');
    },
    /** The purge that follows. */
    resealOf: (run: StartedRun) =>
      eventually(() => scenario.started.find(({ name }) => name === nameOfReseal(run)), run.execution),
    /** The link to it, for one approver. */
    resealLink: (run: StartedRun) =>
      eventually(() => {
        const reseal = `/runs/${nameOfReseal(run)}/`;
        const mail = scenario.emails.find(({ to, message }) => to === alice && message.includes(reseal));
        return mail && linkIn(mail.message);
      }, run.execution),
  };
}

/** Waits until an execution is in this state: only then may the clock move. */
const entered = (execution: Execution, state: string) =>
  eventually(
    () =>
      execution.history.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === state) ||
      undefined,
    execution,
  );
