import { ArnFormat, Aws, Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { counted } from './counted';

/** Who is told when something is wrong with the app. */
export interface AlarmsProps {
  readonly emails: readonly string[];
}

/** Tells people by email when something is wrong with the app. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { emails }: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Root credential purge: alarms',
      enforceSSL: true,
    });
    for (const email of emails) this.topic.addSubscription(new EmailSubscription(email));
    Validations.of(this.topic).acknowledge(emailsOnly);
    this.#allowAlarms();
  }

  /** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html, "Allow CloudWatch alarms …" */
  #allowAlarms(): void {
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': alarms },
        },
      }),
    );
  }

  /** Tells of an execution that does not succeed, whatever the reason: its own email may not have been sent. */
  onExecutions(id: string, stateMachine: StateMachine): void {
    this.#alarm(`${id}Failed`, stateMachine.metricFailed(), {
      description: `An execution failed: not everything is settled, or the input was wrong. ${whichExecution}`,
    });
    this.#alarm(`${id}TimedOut`, stateMachine.metricTimedOut(), {
      description: `An execution timed out. Start it again: what is already gone counts as success. ${whichExecution}`,
    });
  }

  /** Tells of what a report found: each point of these metrics is a run. */
  onReports(writeReport: IFunction, unknownRuns: number): void {
    const found = (id: string, metricName: string, options: AlarmOptions) =>
      this.#alarm(id, counted(writeReport, metricName, { period: Duration.minutes(5) }), options);
    found('RootCredentialsBack', 'RootCredentialsBack', {
      description: `A root credential is BACK in an account that a purge had left clean: somebody made one. ${whichRun} Look into CloudTrail of that account for who signed in as its root user, then type: npx root-purge start --accounts <account ID> --reason "It is back"`,
    });
    found('RootCredentialsFound', 'RootCredentialsFound', {
      description: `Member accounts hold root credentials that nobody answers for. ${whichRun} To be asked to delete them, type: npx root-purge start --reason "<why>"; to keep some until a day, name them in exceptions of the configuration.`,
    });
    found('AccountsUnknownForLong', 'LongestUnknownRuns', {
      threshold: unknownRuns,
      description: `An account could not be read in ${unknownRuns} runs in a row: nobody knows whether it holds root credentials. ${whichRun} Its remedy is in the report; where this is to stay so, name it in exceptions of the configuration with unreadable: true.`,
    });
  }

  /** Tells of emails to approvers that SNS could not deliver. */
  onEmails(topics: readonly Topic[]): void {
    for (const { items, number } of tens(topics)) {
      const failed = items.map((topic) => topic.metricNumberOfNotificationsFailed());
      this.#alarm(`ApprovalEmailsFailed${number}`, sum(failed), {
        description: `An email to an approver was not delivered: they may not know that they are asked. Which run waits: ${latest}. Who has confirmed: npx root-purge check --deployed`,
      });
    }
  }

  /**
   * Tells that a rule invoked its target, with or without success, once for all the events of five minutes.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
   */
  onRule(id: string, { ruleName: RuleName }: Rule, options: AlarmOptions): void {
    const invocations = { namespace: 'AWS/Events', metricName: 'Invocations', statistic: Stats.SUM };
    this.#alarm(id, new Metric({ ...invocations, dimensionsMap: { RuleName } }), options);
  }

  /**
   * Tells of functions that fail or are throttled. `tolerated` errors in five minutes say nothing, because each account
   * that refuses a root session is one, and is in the report.
   */
  onFunctions(id: string, functions: readonly IFunction[], tolerated = 0): void {
    for (const { items, number } of tens(functions)) {
      const names = items.map(({ node }) => node.id).join(', ');
      this.#alarm(`${id}Failing${number}`, sum(items.map((each) => each.metricErrors())), {
        description: `One of these functions fails; its log says why: ${names}. Which run it was: ${latest}`,
        threshold: tolerated + 1,
      });
      this.#alarm(`${id}Throttled${number}`, sum(items.map((each) => each.metricThrottles())), {
        description: `Lambda throttles one of these functions: ${names}. Runs wait and go on; which: ${latest}. Lower concurrency, or ask for a higher quota.`,
      });
    }
  }

  #alarm(id: string, metric: IMetric, { description, threshold = 1 }: AlarmOptions): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${description}\n${readOn(id)}`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

/** Why the email subscriptions of a topic need no queue for what could not be delivered, as cdk-nag asks. */
export const emailsOnly = {
  id: 'Serverless-SNSRedrivePolicy',
  reason:
    'An email that SNS cannot deliver says nothing that is not kept elsewhere; for the approvers there is an alarm on it.',
};

/** How to find an execution, to be typed. */
const latest = 'npx root-purge status';

const whichExecution = `Which, and why: ${latest}`;

const whichRun =
  'Which run, and which accounts: npx root-purge report, or the mail of the run that ended at this time.';

/** The section about an alarm, whose number where there are several of it is not in its heading. */
const readOn = (id: string) => `Read on: docs/operating.md#${id.replace(/\d+$/, '').toLowerCase()}`;

interface AlarmOptions {
  readonly description: string;
  readonly threshold?: number;
}

/**
 * An alarm adds up ten metrics and no more: lists of ten, each with what makes the name of its alarm another one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
function tens<Item>(items: readonly Item[]): { items: readonly Item[]; number: string }[] {
  const starts = items.flatMap((_, index) => (index % 10 === 0 ? [index] : []));
  return starts.map((start) => ({
    items: items.slice(start, start + 10),
    number: start === 0 ? '' : String(start / 10 + 1),
  }));
}

function sum(metrics: readonly IMetric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  return new MathExpression({
    expression: Object.keys(usingMetrics).join(' + '),
    usingMetrics,
    period: Duration.minutes(5),
    label: 'sum',
  });
}
