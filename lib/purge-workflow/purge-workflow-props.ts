import type { Duration } from 'aws-cdk-lib';
import type { Approvers } from '../approvers';
import type { Config } from '../config';
import type { RunStore } from '../run-store';
import type { SealingKey } from '../sealing-key';

/** What the purge needs of the rest of the app, and what its configuration says about it. */
export interface PurgeWorkflowProps {
  readonly runStore: RunStore;
  readonly sealingKey: SealingKey;
  readonly approvers: Approvers;
  readonly approvalUrl: string;
  readonly approvalTimeout: Duration;
  readonly concurrency: number;
  readonly excludedAccounts: readonly string[];
  readonly exceptions: Config['exceptions'];
  /** A key of yours for the execution data; its policy must let the execution role use it. @default one of its own */
  readonly executionDataKeyArn?: string;
}
