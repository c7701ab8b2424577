import {
  DescribeMapRunCommand,
  type HistoryEvent,
  type MapRunItemCounts,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { contentOf } from '../../lambdas/aws-calls/content-of';
import { isAccessDenied } from '../aws/aws-failures';
import type { ProgressEvent } from '../terminal/phase';
import { isKmsError } from './describe-execution';
import { listNewEvents } from './list-events';

/** How far a Map Run of the execution is with its accounts. */
export interface MapProgress {
  readonly arn: string;
  readonly state: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** What an execution does, as its history and Map Runs tell, without the data in them. */
export class ExecutionWatch {
  /** The state it is in, and since when. */
  state: { readonly name: string; readonly enteredAt: Date } | undefined;
  map: MapProgress | undefined;
  /** The caller may not read the history. */
  isBlind = false;
  #lastEventId = 0;
  /** The state of the Map Run that begins next. */
  #mapState = '';

  constructor(
    readonly sfn: SFNClient,
    readonly executionArn: string,
  ) {}

  /** What happened since the last time, in order. */
  async poll(): Promise<ProgressEvent[]> {
    const happened: ProgressEvent[] = [];
    for (const event of await this.#newEvents()) happened.push(...(await this.#take(event)));
    return [...happened, ...(await this.#updateMap())];
  }

  async #newEvents(): Promise<HistoryEvent[]> {
    const found = await this.#unlessDenied(() =>
      listNewEvents(this.sfn, this.executionArn, this.#lastEventId),
    );
    if (!found) this.isBlind = true;
    this.#lastEventId = found?.at(-1)?.id ?? this.#lastEventId;
    return found ?? [];
  }

  async #take({ type = 'ExecutionStarted', timestamp, ...details }: HistoryEvent): Promise<ProgressEvent[]> {
    const name = details.stateEnteredEventDetails?.name;
    if (name !== undefined) {
      if (type === 'MapStateEntered') this.#mapState = name;
      this.state = { name, enteredAt: timestamp ?? new Date(0) };
      return [{ type: 'stateEntered', state: name }];
    }
    const arn = (details.mapRunStartedEventDetails ?? details.mapRunRedrivenEventDetails)?.mapRunArn;
    if (arn) this.map = { arn, state: this.#mapState, total: 0, succeeded: 0, failed: 0 };
    if (!['MapRunSucceeded', 'MapRunFailed', 'MapRunAborted'].includes(type)) return [];
    const last = await this.#updateMap();
    this.map = undefined;
    return last;
  }

  /** How far the Map Run is, one event for each account that went through meanwhile. */
  async #updateMap(): Promise<ProgressEvent[]> {
    const before = this.map;
    if (!before) return [];
    const counts = await this.#countItems(before.arn);
    if (!counts) return [];
    const { total = 0, succeeded = 0, failed = 0, timedOut = 0, aborted = 0 } = counts;
    const now = { ...before, total, succeeded, failed: failed + timedOut + aborted };
    this.map = now;
    const { state } = now;
    const finished = (how: boolean, n: number): ProgressEvent[] =>
      Array.from({ length: Math.max(0, n) }, () => ({ type: 'mapItemFinished', state, succeeded: how }));
    return [
      ...(total > 0 && before.total === 0 ? [{ type: 'mapRunStarted' as const, state, items: total }] : []),
      ...finished(true, now.succeeded - before.succeeded),
      ...finished(false, now.failed - before.failed),
    ];
  }

  #countItems(mapRunArn: string): Promise<MapRunItemCounts | undefined> {
    return this.#unlessDenied(async () => {
      const { itemCounts } = await this.sfn.send(new DescribeMapRunCommand({ mapRunArn }));
      return contentOf('states:DescribeMapRun', 'how many items there are', itemCounts);
    });
  }

  /** `undefined` where the caller may not know. */
  async #unlessDenied<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!isAccessDenied(error) && !isKmsError(error)) throw error;
      return undefined;
    }
  }
}
