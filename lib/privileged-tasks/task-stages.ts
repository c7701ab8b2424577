import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { privilegedTasks, type TaskName } from '../../lambdas/tasks/registry';
import { version } from '../../package.json';
import { grantWithWildcard } from '../explained-wildcard';
import { LambdaFunction } from '../lambda-function';
import { grantLookUpStart } from '../look-up-start';
import { assumeRootStage, useRootSession } from '../root-session-stages';
import type { RunStore } from '../run-store';
import type { SealingKey } from '../sealing-key';

/** The states of a privileged task that work once in a run. */
export type TaskRunStage = 'ResolveTask' | 'PlanTask' | 'ReportTask';

/** The Lambdas that work once in a privileged task, by state name. */
export function taskRunStages(
  scope: Construct,
  runStore: RunStore,
  excludedAccounts: readonly string[],
): Record<TaskRunStage, LambdaFunction> {
  return {
    ResolveTask: resolveTask(scope, runStore, excludedAccounts),
    PlanTask: planTask(scope, runStore),
    ReportTask: reportTask(scope, runStore),
  };
}

function resolveTask(
  scope: Construct,
  runStore: RunStore,
  excludedAccounts: readonly string[],
): LambdaFunction {
  const resolveTask = new LambdaFunction(scope, 'ResolveTask', {
    environment: {
      ...runStore.environment,
      EXCLUDED_ACCOUNTS: JSON.stringify(excludedAccounts),
    },
  });
  grantWithWildcard(
    resolveTask,
    new PolicyStatement({ actions: ['organizations:DescribeOrganization'], resources: ['*'] }),
    'Organizations knows no resources for describing the organization.',
  );
  grantWithWildcard(
    resolveTask,
    new PolicyStatement({
      actions: ['organizations:DescribeAccount'],
      resources: [`arn:${resolveTask.stack.partition}:organizations::*:account/o-*/*`],
    }),
    'Any account of the organization, whose ID and management account are not configured.',
  );
  runStore.grantRead(resolveTask, 'task.json');
  runStore.grantWrite(resolveTask, 'task.json');
  return resolveTask;
}

function planTask(scope: Construct, runStore: RunStore): LambdaFunction {
  const planTask = new LambdaFunction(scope, 'PlanTask', {
    environment: runStore.environment,
  });
  runStore.grantRead(planTask, 'task.json');
  runStore.grantWrite(planTask, 'policy.json', 'plan.json');
  return planTask;
}

function reportTask(scope: Construct, runStore: RunStore): LambdaFunction {
  const reportTask = new LambdaFunction(scope, 'ReportTask', {
    memorySize: 1024,
    environment: { ...runStore.environment, APP_VERSION: version },
  });
  // The last one is that of the purge that took password recovery away again.
  const read = [
    'task.json',
    'policy.json',
    'plan.json',
    'approval.json',
    'approved.json',
    'decision.json',
    'report.json',
  ];
  runStore.grantRead(reportTask, ...read);
  runStore.grantSeeMissing(reportTask);
  runStore.grantWrite(reportTask, 'report.json', 'report.html', 'SHA256SUMS');
  grantLookUpStart(reportTask);
  return reportTask;
}

type States = (typeof privilegedTasks)[TaskName]['states'];

/** The states of the privileged tasks that work on one target. */
export type TargetStage = States['open'][number] | States['read'][number] | States['change'];

/**
 * The Lambdas that work on one target of a privileged task, by state name: some may open a root session, each with
 * one task policy, the others use one.
 */
export function targetStages(scope: Construct, sealingKey: SealingKey): Record<TargetStage, LambdaFunction> {
  const tasks = Object.values(privilegedTasks);
  const use = (state: TargetStage) => [state, useRootSession(scope, state, sealingKey)] as const;
  return Object.fromEntries([
    ...tasks.flatMap(({ states: { open }, taskPolicy }) =>
      open.map((state) => [state, assumeRootStage(scope, state, taskPolicy, sealingKey)] as const),
    ),
    ...tasks.flatMap(({ states: { read } }) => read.map(use)),
    ...tasks.map(({ states: { change } }) => use(change)),
  ]) as Record<TargetStage, LambdaFunction>;
}
