import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { version } from '../../package.json';
import { grantWithWildcard } from '../explained-wildcard';
import { LambdaFunction } from '../lambda-function';
import { grantLookUpStart } from '../look-up-start';
import type { PurgeWorkflowProps } from './purge-workflow-props';

/** The states of a purge that work once in a run. */
export type RunStage =
  | 'ListAccounts'
  | 'PlanPurge'
  | 'RequestApproval'
  | 'RemindApprovers'
  | 'CloseApproval'
  | 'WriteReport';

/** The Lambdas that work once in the run of a purge, by state name. */
export function runStages(scope: Construct, props: PurgeWorkflowProps): Record<RunStage, LambdaFunction> {
  return {
    ListAccounts: listAccounts(scope, props),
    PlanPurge: planPurge(scope, props),
    RequestApproval: mailLinks(scope, 'RequestApproval', props),
    RemindApprovers: mailLinks(scope, 'RemindApprovers', props),
    CloseApproval: closeApproval(scope, props),
    WriteReport: writeReport(scope, props),
  };
}

function listAccounts(scope: Construct, { runStore, excludedAccounts }: PurgeWorkflowProps): LambdaFunction {
  const listAccounts = new LambdaFunction(scope, 'ListAccounts', {
    // 10,000 accounts are 500 pages, and Organizations allows 8 a second.
    timeout: Duration.minutes(15),
    environment: {
      ...runStore.environment,
      EXCLUDED_ACCOUNTS: JSON.stringify(excludedAccounts),
    },
  });
  grantWithWildcard(
    listAccounts,
    new PolicyStatement({
      actions: [
        'organizations:DescribeOrganization',
        'organizations:ListAccounts',
        'organizations:ListAccountsForParent',
        'organizations:ListOrganizationalUnitsForParent',
      ],
      resources: ['*'],
    }),
    'Organizations knows no resources for reading the list of accounts, nor does X-Ray for sending traces.',
  );
  runStore.grantReadInput(listAccounts);
  runStore.grantRead(listAccounts, 'accounts.json', 'task.json');
  runStore.grantSeeMissing(listAccounts);
  runStore.grantWrite(listAccounts, 'accounts.json');
  return listAccounts;
}

function planPurge(scope: Construct, { runStore, exceptions }: PurgeWorkflowProps): LambdaFunction {
  const planPurge = new LambdaFunction(scope, 'PlanPurge', {
    memorySize: 1024,
    timeout: Duration.minutes(5),
    environment: {
      ...runStore.environment,
      STANDING_EXCEPTIONS: JSON.stringify(exceptions),
    },
  });
  runStore.grantRead(planPurge, 'accounts.json', 'plan.json', 'inspection/*');
  runStore.grantWrite(planPurge, 'plan.json');
  return planPurge;
}

/** One of the two states that mail the approvers their links and wait. */
function mailLinks(
  scope: Construct,
  id: 'RequestApproval' | 'RemindApprovers',
  { runStore, sealingKey, approvers, approvalUrl }: PurgeWorkflowProps,
): LambdaFunction {
  const mailLinks = new LambdaFunction(scope, id, {
    memorySize: 1024,
    timeout: Duration.minutes(5),
    environment: {
      ...runStore.environment,
      SEALING_KEY_ARN: sealingKey.key.keyArn,
      APPROVAL_URL: approvalUrl,
      ...approvers.environment,
    },
  });
  approvers.grantMailLinks(mailLinks);
  runStore.grantRead(mailLinks, 'plan.json', 'approval.json', 'decision.json');
  runStore.grantSeeMissing(mailLinks);
  runStore.grantWrite(mailLinks, 'approval.json');
  sealingKey.grantSeal(mailLinks, 'task-token');
  return mailLinks;
}

function closeApproval(scope: Construct, { runStore }: PurgeWorkflowProps): LambdaFunction {
  const closeApproval = new LambdaFunction(scope, 'CloseApproval', {
    memorySize: 1024,
    timeout: Duration.minutes(5),
    environment: runStore.environment,
  });
  runStore.grantRead(closeApproval, 'plan.json', 'decision.json');
  runStore.grantSeeMissing(closeApproval);
  runStore.grantWrite(closeApproval, 'decision.json', 'approved.json');
  return closeApproval;
}

function writeReport(scope: Construct, { runStore, exceptions }: PurgeWorkflowProps): LambdaFunction {
  const writeReport = new LambdaFunction(scope, 'WriteReport', {
    memorySize: 1024,
    timeout: Duration.minutes(5),
    environment: {
      ...runStore.environment,
      APP_VERSION: version,
      STANDING_EXCEPTIONS: JSON.stringify(exceptions),
    },
  });
  const records = [
    'accounts.json',
    'plan.json',
    'approval.json',
    'decision.json',
    'approved.json',
    'inspection/*',
    'purge/*',
  ];
  runStore.grantRead(writeReport, ...records, 'report.json');
  runStore.grantSeeMissing(writeReport);
  runStore.grantWrite(writeReport, 'report.json', 'report.csv', 'report.html', 'SHA256SUMS');
  runStore.grantRemember(writeReport);
  grantLookUpStart(writeReport);
  return writeReport;
}
