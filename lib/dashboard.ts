import { Duration } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  Metric,
  SingleValueWidget,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { metricsNamespace } from './lambda-function';

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

/** How far the organization is, from the metrics that the functions count, and what the app is doing. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { stateMachine, tasks, planPurge, writeReport, assumeRoot } = props;
    const reported = (metricName: string, label: string) => counted(writeReport, metricName, label);
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', { defaultInterval: Duration.days(28) });
    dashboard.addWidgets(
      new SingleValueWidget({
        title: 'Member accounts, when the whole organization was last looked at',
        width: 16,
        metrics: [
          reported('AccountsWithoutRootCredentials', 'without root credentials'),
          reported('AccountsWithRootCredentials', 'with root credentials'),
          reported('AccountsUnknown', 'unknown'),
        ],
      }),
      new SingleValueWidget({
        title: 'Root credentials',
        width: 8,
        metrics: [counted(planPurge, 'CredentialsPendingApproval', 'last asked about')],
      }),
    );
    dashboard.addWidgets(
      new GraphWidget({
        title: 'Root credentials deleted',
        width: 6,
        left: [reported('CredentialsDeleted', 'deleted').with({ statistic: Stats.SUM })],
      }),
      new GraphWidget({
        title: 'AssumeRoot calls of this app',
        width: 6,
        left: assumeRoot.map((each) =>
          each.metricInvocations({ period: Duration.hours(1), label: each.node.id }),
        ),
      }),
      executions('Executions', stateMachine),
      executions('Privileged tasks', tasks),
    );
  }
}

function executions(title: string, stateMachine: StateMachine): GraphWidget {
  return new GraphWidget({
    title,
    width: 6,
    left: [
      stateMachine.metricStarted(),
      stateMachine.metricSucceeded(),
      stateMachine.metricFailed(),
      stateMachine.metricTimedOut(),
    ].map((metric) => metric.with({ period: Duration.hours(1), statistic: Stats.SUM })),
  });
}

/** A metric in the embedded metric format: Powertools adds the function's name as the dimension `service`. */
function counted({ node }: IFunction, metricName: string, label: string): Metric {
  return new Metric({
    namespace: metricsNamespace,
    metricName,
    label,
    dimensionsMap: { service: node.id },
    statistic: Stats.MAXIMUM,
    period: Duration.hours(1),
  });
}
