import { Duration } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import { Context } from './config-schema';
import { type ConfigurationFile, parseContext } from './parse-context';

/** The configuration of the app, from its file or from the context of the CDK; docs/configuration.md has the table. */
export interface Config
  extends Omit<Context, 'approvalTimeoutHours' | 'alarmEmails' | 'logRetentionDays' | 'runRetentionDays'> {
  /** How long the approvers have. @default 72 hours */
  readonly approvalTimeout: Duration;
  /** Who is told when something is wrong. @default the approvers */
  readonly alarmEmails: readonly string[];
  /** @default a year */
  readonly logRetention: RetentionDays;
  /** How long the objects of a run are kept. @default for good */
  readonly runRetention?: Duration;
}

/** The configuration of the app: the only reader of context. @throws ConfigError naming every wrong key */
export function readConfig(node: Node, file?: ConfigurationFile): Config {
  const known = Object.keys(Context.shape).map((key) => [key, node.tryGetContext(key)] as const);
  const { approvalTimeoutHours, alarmEmails, logRetentionDays, runRetentionDays, ...config } = parseContext(
    { ...node.getAllContext(), ...Object.fromEntries(known) },
    file,
  );
  return {
    ...config,
    approvalTimeout: Duration.minutes(Math.round(approvalTimeoutHours * 60)),
    alarmEmails: alarmEmails ?? config.approvers,
    logRetention: logRetentionDays,
    runRetention: runRetentionDays === undefined ? undefined : Duration.days(runRetentionDays),
  };
}
