import { Duration } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  SingleValueWidget,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { leftMetrics } from '../lambdas/report/report-metrics';
import { kindPlurals } from '../lambdas/report/words';
import { credentialKinds } from '../lambdas/run/model';
import { counted } from './counted';

/** What the dashboard shows the metrics of. */
export interface DashboardProps {
  readonly stateMachine: StateMachine;
  /** The state machine of the privileged tasks. */
  readonly tasks: StateMachine;
  readonly planPurge: IFunction;
  readonly writeReport: IFunction;
  /** The functions that open root sessions. */
  readonly assumeRoot: readonly IFunction[];
}

/**
 * How far the organization is and where it is going, from the metrics that each report counts, and what the app is
 * doing. A year, since an audit is a point a week.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { stateMachine, tasks, planPurge, writeReport, assumeRoot } = props;
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', { defaultInterval: Duration.days(365) });
    dashboard.addWidgets(...latest(writeReport, planPurge));
    dashboard.addWidgets(...trends(writeReport));
    dashboard.addWidgets(
      line('Root credentials deleted', [
        counted(writeReport, 'CredentialsDeleted', { label: 'deleted', period: day, statistic: Stats.SUM }),
      ]),
      line(
        'AssumeRoot calls of this app',
        assumeRoot.map((each) => each.metricInvocations({ period: day, label: each.node.id })),
      ),
      executions('Executions', stateMachine),
      executions('Privileged tasks', tasks),
    );
  }
}

const day = Duration.days(1);

function latest(writeReport: IFunction, planPurge: IFunction) {
  const reported = (metricName: string, label: string) => counted(writeReport, metricName, { label });
  return [
    new SingleValueWidget({
      title: 'Member accounts, when the whole organization was last looked at',
      width: 12,
      metrics: [
        reported('AccountsWithoutRootCredentials', 'without root credentials'),
        reported('AccountsWithRootCredentials', 'with root credentials'),
        reported('AccountsUnknown', 'unknown'),
      ],
    }),
    new SingleValueWidget({
      title: 'Root credentials, in the last run',
      width: 12,
      metrics: [
        reported('RootCredentialsFound', 'found'),
        reported('RootCredentialsBack', 'back after a purge'),
        counted(planPurge, 'CredentialsPendingApproval', { label: 'asked about' }),
      ],
    }),
  ];
}

function trends(writeReport: IFunction): GraphWidget[] {
  // A report is a point, a week from the next perhaps: a line goes on from it.
  const lineOf = (metricName: string, label: string) =>
    new MathExpression({
      expression: `FILL(m${metricName}, REPEAT)`,
      usingMetrics: { [`m${metricName}`]: counted(writeReport, metricName, { period: day }) },
      label,
      period: day,
    });
  return [
    line('Coverage: member accounts', [
      lineOf('AccountsWithoutRootCredentials', 'without root credentials'),
      lineOf('AccountsWithRootCredentials', 'with root credentials'),
    ]),
    line(
      'Root credentials left, by kind',
      credentialKinds.map((kind) => lineOf(leftMetrics[kind], kindPlurals[kind])),
    ),
    line('Accounts nobody can read', [
      lineOf('AccountsUnknown', 'unknown'),
      lineOf('LongestUnknownRuns', 'longest, in runs in a row'),
    ]),
    line('Age of the oldest access key, in days', [lineOf('OldestAccessKeyDays', 'days')]),
  ];
}

function line(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, width: 6, left });
}

function executions(title: string, stateMachine: StateMachine): GraphWidget {
  return line(
    title,
    [
      stateMachine.metricStarted(),
      stateMachine.metricSucceeded(),
      stateMachine.metricFailed(),
      stateMachine.metricTimedOut(),
    ].map((metric) => metric.with({ period: day, statistic: Stats.SUM })),
  );
}
