import type { CredentialKind } from '../../../lambdas/run/model';
import type { FaultRule, JsonObject } from '../../../local-aws';
import type { ListFile } from '../../options/file-options';
import type { ApprovalOptions } from '../../terminal/approval-notice';
import type { Display } from '../../terminal/terminal';
import type { TaskOption } from './task-option';

/** A run on this machine as it was asked for. Each part goes to what it is for; nothing gets the whole of it. */
export interface RunRequest<
  Organization extends SimulatedOptions | CloudOptions = SimulatedOptions | CloudOptions,
> {
  readonly organization: Organization;
  readonly work: Work;
  readonly approval: ApprovalOptions;
  /** `MaxConcurrency` of the maps, where it is not the workflow's own. */
  readonly concurrency?: number;
  /** The kinds of credentials that fail an audit which finds them. */
  readonly failOn: readonly CredentialKind[];
  /** Where the files of the runs go. */
  readonly folder: string;
  readonly display: Display;
}

/** What a run does: a purge or an audit, what the rules of the app make of an EventBridge event, or a privileged task. */
export type Work =
  | PurgeWork
  | { readonly kind: 'event'; readonly event: JsonObject }
  | { readonly kind: 'task'; readonly task: TaskOption };

/** A purge or an audit: its execution input, and the list file of its accounts. */
export interface PurgeWork {
  readonly kind: 'purge';
  readonly input: JsonObject;
  readonly list?: ListFile;
}

/** The simulated organization that a run is to have. */
export interface SimulatedOptions {
  readonly kind: 'simulated';
  /** How many member accounts it has. */
  readonly accounts: number;
  /** Which organization it is: the same seed makes the same one. */
  readonly seed: number;
  /** Some of its accounts fail. */
  readonly trouble: boolean;
  /** Milliseconds added to every AWS call. */
  readonly latency: number;
  /** What goes wrong on demand. */
  readonly faults?: readonly FaultRule[];
}

/** The organization of the caller's own AWS credentials, and what a run may do in it. */
export interface CloudOptions {
  readonly kind: 'cloud';
  /** Not only an audit; of a run that is gone on with, nobody says it again. */
  readonly purge: boolean;
  /** The name of the run to go on with. */
  readonly resume?: string;
  /** The email address of whoever decides, for the record. */
  readonly approver?: string;
  readonly profile?: string;
  readonly region?: string;
}
