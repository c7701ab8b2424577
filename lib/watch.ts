import type { Construct } from 'constructs';
import type { Alarms } from './alarms';
import type { Approvers } from './approvers';
import { AssumeRootAlert } from './assume-root-alert';
import { Dashboard } from './dashboard';
import { LambdaFunction } from './lambda-function';
import type { PurgeWorkflow } from './purge-workflow/purge-workflow';

export interface WatchProps {
  readonly workflow: PurgeWorkflow;
  readonly approvers: Approvers;
  readonly alarms: Alarms;
}

/** Alarms, the dashboard, and the alert about root sessions of others. */
export function watch(scope: Construct, { workflow, approvers, alarms }: WatchProps): void {
  const { stateMachine, runStages, accountStages } = workflow;
  alarms.onExecutions(stateMachine);
  alarms.onEmails(approvers.topic);
  const ofAccounts = new Set(Object.values(accountStages));
  const functions = scope.node.findAll().filter((construct) => construct instanceof LambdaFunction);
  const others = functions.filter((each) => !ofAccounts.has(each));
  alarms.onFunctions('Functions', others);
  alarms.onFunctions('AccountStages', [...ofAccounts], 10);

  const assumeRoot = [accountStages.AssumeRootToInspect, accountStages.AssumeRootToPurge];
  new Dashboard(scope, 'Dashboard', {
    stateMachine,
    planPurge: runStages.PlanPurge,
    writeReport: runStages.WriteReport,
    assumeRoot,
  });
  new AssumeRootAlert(scope, 'AssumeRootAlert', {
    roleArns: assumeRoot.flatMap(({ role }) => role?.roleArn ?? []),
    alarms: alarms.topic,
  });
}
