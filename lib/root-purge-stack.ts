import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnLogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { isOptInRegion } from '../lambdas/input/region';
import { version } from '../package.json';
import { eventRegions } from './account-events';
import { Alarms } from './alarms';
import { ApprovalApi } from './approval-api';
import { keepApprovalRules } from './approval-rules';
import { Approvers } from './approvers';
import { ChatTopic } from './chat-topic';
import type { Config } from './config';
import { DecisionDelivery } from './decision-delivery';
import { IamApprovals } from './iam-approvals';
import { PrivilegedTasks } from './privileged-tasks/privileged-tasks';
import { PurgeWorkflow } from './purge-workflow/purge-workflow';
import { RunStore } from './run-store';
import { SealingKey } from './sealing-key';
import { SignIn } from './sign-in';
import { SigningKey } from './signing-key';
import { startByItself } from './triggers';
import { rootSessionOpeners, watch } from './watch';

/** The configuration of the app, beside what every stack has. */
export interface RootPurgeStackProps extends StackProps {
  readonly config: Config;
}

/** The app. Deploy it into the management account or the delegated administrator account for IAM. */
export class RootPurgeStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: RootPurgeStackProps) {
    super(scope, id, {
      description: 'Takes root credentials away from member accounts, after an approval',
      ...props,
    });
    const runStore = new RunStore(this, 'RunStore', {
      retention: config.runRetention,
      objectLock: config.objectLock,
    });
    const sealingKey = new SealingKey(this, 'SealingKey');
    const approvers = new Approvers(this, 'Approvers', { emails: config.approvers });
    const approvalApi = new ApprovalApi(this, 'ApprovalApi', {
      runStore,
      domain: config.approvalDomain,
    });
    const workflow = new PurgeWorkflow(this, 'PurgeWorkflow', {
      ...config,
      runStore,
      sealingKey,
      approvers,
      approvalUrl: approvalApi.url,
    });
    const { stateMachine } = workflow;
    const tasks = new PrivilegedTasks(this, 'PrivilegedTasks', {
      ...config,
      runStore,
      sealingKey,
      approvers,
      purge: workflow,
    });
    const stateMachines = [stateMachine, tasks.stateMachine];
    const { signIn } = config;
    if (signIn) new SignIn(this, 'SignIn', { signIn, runStore, sealingKey, approvalApi, workflow });
    const iamApprovals =
      config.iamApprovals && new IamApprovals(this, 'IamApprovals', { runStore, approvalApi, workflow });
    const askedBy = [approvalApi.page, ...(iamApprovals ? [iamApprovals.decision] : [])];
    new DecisionDelivery(this, 'DecisionDelivery', { runStore, sealingKey, stateMachines, askedBy });
    const reports = [workflow.runStages.WriteReport, tasks.runStages.ReportTask];
    keepApprovalRules(config, { runStore, deciders: askedBy, runStages: workflow.runStages, reports });

    const alarms = new Alarms(this, 'Alarms', { emails: config.alarmEmails });
    startByItself(this, { config, stateMachine, alarms: alarms.topic });
    watch(this, { ...config, workflow, tasks, approvers, alarms });
    if (config.signReports) {
      const signingKey = new SigningKey(this, 'SigningKey');
      for (const writer of reports) signingKey.letSign(writer, runStore);
    }
    if (config.chatTopic) new ChatTopic(this, 'ChatTopic');
    keepLogs(this, config.logRetention);

    annotate(this, config);
    const { forwarding } = eventRegions(config);
    describedOutputs(this, {
      Version: [version, 'What root-purge check --deployed compares with its own'],
      ...(forwarding.length > 0 && {
        ForwardingRegions: [forwarding.join(','), 'Where the management account forwards events to this app'],
      }),
      StateMachineArn: [
        stateMachine.stateMachineArn,
        'Purges, audits and rehearsals: start it with {}, {"mode": "audit"} or {"mode": "rehearsal"}',
      ],
      PrivilegedTasksArn: [tasks.stateMachine.stateMachineArn, 'Privileged tasks: docs/privileged-tasks.md'],
      RunBucketName: [runStore.bucket.bucketName, 'Plans, decisions and reports of all runs, below runs/'],
    });
    for (const { node, role } of rootSessionOpeners(workflow, tasks))
      if (role) describedOutputs(this, { [`${node.id}RoleArn`]: [role.roleArn, mayAssumeRoot] });
  }
}

const mayAssumeRoot =
  'May call sts:AssumeRoot, for a service control policy that keeps others from it: docs/scps';

function describedOutputs(stack: Stack, outputs: Readonly<Record<string, readonly [string, string]>>): void {
  for (const [id, [value, description]] of Object.entries(outputs))
    new CfnOutput(stack, id, { value, description });
}

/** An error ends `cdk synth`, `diff` and `deploy`: an example must not take the place of people, as in an upgrade. */
function annotate(stack: Stack, config: Config): void {
  const { approvers, alarmEmails, region, executionDataKeyArn = '', approvalDomain } = config;
  const annotations = Annotations.of(stack);
  const examples = [...new Set([...approvers, ...alarmEmails])].filter(isExample);
  if (examples.length > 0)
    annotations.addError(
      `${examples.join(', ')}: an example, where nobody gets mail. Name those who are meant in root-purge.json, as approvers or alarmEmails.`,
    );
  const [, , , keyRegion = region] = executionDataKeyArn.split(':');
  if (region && keyRegion !== region)
    annotations.addError(
      `executionDataKeyArn: a key in ${keyRegion}, and Step Functions in ${region} uses keys of its own Region alone.`,
    );
  const [, , , certificateRegion = region] = approvalDomain?.certificateArn.split(':') ?? [];
  if (region && certificateRegion !== region)
    annotations.addError(
      `approvalDomain: a certificate in ${certificateRegion}, and API Gateway in ${region} uses certificates of its own Region alone.`,
    );
  if (region && isOptInRegion(region))
    annotations.addWarningV2(
      'root-purge:opt-in-region',
      `${region} is an opt-in Region: every member account that has not opted in will be "unknown", because no root session can be opened from here. Deploy to a Region that all accounts have.`,
    );
}

/** Of a domain that is reserved for examples and tests, where no mail arrives. https://www.rfc-editor.org/rfc/rfc2606 */
const isExample = (email: string) =>
  /[@.](example\.(com|net|org)|example|invalid|test|localhost)$/i.test(email);

function keepLogs(stack: Stack, retention: RetentionDays): void {
  for (const construct of stack.node.findAll())
    if (construct instanceof CfnLogGroup) construct.retentionInDays = retention;
}
