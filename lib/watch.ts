import type { Construct } from 'constructs';
import type { Alarms } from './alarms';
import type { Approvers } from './approvers';
import { AssumeRootAlert } from './assume-root-alert';
import { Dashboard } from './dashboard';
import { LambdaFunction } from './lambda-function';
import type { PrivilegedTasks } from './privileged-tasks/privileged-tasks';
import type { PurgeWorkflow } from './purge-workflow/purge-workflow';

/** What is watched, and who is told. */
export interface WatchProps {
  readonly workflow: PurgeWorkflow;
  readonly tasks: PrivilegedTasks;
  readonly approvers: Approvers;
  readonly alarms: Alarms;
  /** In how many runs in a row an account is unknown before somebody is told. */
  readonly alarmAfterUnknownRuns: number;
}

/** Creates the alarms, the dashboard, and the alert about root sessions of others. */
export function watch(
  scope: Construct,
  { workflow, tasks, approvers, alarms, alarmAfterUnknownRuns }: WatchProps,
): void {
  const { stateMachine, runStages, accountStages } = workflow;
  alarms.onExecutions('Executions', stateMachine);
  alarms.onExecutions('Tasks', tasks.stateMachine);
  alarms.onReports(runStages.WriteReport, alarmAfterUnknownRuns);
  alarms.onEmails(approvers.topics);
  const groups = [accountStages, tasks.runStages, tasks.targetStages].map((stages) => Object.values(stages));
  const [ofAccounts = [], ofTasks = [], ofTargets = []] = groups;
  const functions = scope.node.findAll().filter((construct) => construct instanceof LambdaFunction);
  const others = functions.filter((each) => !groups.flat().includes(each));
  alarms.onFunctions('Functions', others);
  alarms.onFunctions('AccountStages', ofAccounts, 10);
  alarms.onFunctions('TaskFunctions', ofTasks);
  alarms.onFunctions('TargetStages', ofTargets, 10);

  const assumeRoot = rootSessionOpeners(workflow, tasks);
  new Dashboard(scope, 'Dashboard', {
    stateMachine,
    tasks: tasks.stateMachine,
    planPurge: runStages.PlanPurge,
    writeReport: runStages.WriteReport,
    assumeRoot,
  });
  new AssumeRootAlert(scope, 'AssumeRootAlert', {
    roleArns: assumeRoot.flatMap(({ role }) => role?.roleArn ?? []),
    alarms,
  });
}

/** The functions that may call sts:AssumeRoot, each with one task policy. */
export function rootSessionOpeners(
  { accountStages }: Pick<PurgeWorkflow, 'accountStages'>,
  { targetStages }: Pick<PrivilegedTasks, 'targetStages'>,
): LambdaFunction[] {
  return [
    accountStages.AssumeRootToInspect,
    accountStages.AssumeRootToPurge,
    targetStages.AssumeRootToReadBucketPolicy,
    targetStages.AssumeRootToReadQueuePolicy,
    targetStages.AssumeRootToAllowPasswordRecovery,
    targetStages.AssumeRootToUnlockBucket,
    targetStages.AssumeRootToUnlockQueue,
  ];
}
