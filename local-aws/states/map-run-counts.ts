import type { DescribeMapRunOutput, MapRunStatus } from '@aws-sdk/client-sfn';
import type { Execution, ProgressEvent } from './engine';

interface Counts {
  total: number;
  succeeded: number;
  failed: number;
}

/** How far the Map Runs of an execution are, as DescribeMapRun tells it; listens to what happens in it. */
export class MapRunCounts {
  /** By state: a Map that is tried again starts counting anew. */
  readonly #counts = new Map<string, Counts>();

  readonly onEvent = (event: ProgressEvent): void => {
    if (event.type === 'mapRunStarted')
      this.#counts.set(event.state, { total: event.items, succeeded: 0, failed: 0 });
    if (event.type !== 'mapItemFinished') return;
    const counts = this.#counts.get(event.state);
    if (counts) counts[event.succeeded ? 'succeeded' : 'failed'] += 1;
  };

  /** Undefined where the execution has no such Map Run. */
  describe(
    { arn, history }: Pick<Execution, 'arn' | 'history'>,
    mapRunArn: string,
  ): DescribeMapRunOutput | undefined {
    const started = history.findIndex(
      ({ mapRunStartedEventDetails, mapRunRedrivenEventDetails }) =>
        (mapRunStartedEventDetails ?? mapRunRedrivenEventDetails)?.mapRunArn === mapRunArn,
    );
    if (started < 0) return undefined;
    const entered = history.slice(0, started).findLast(({ type }) => type === 'MapStateEntered');
    const state = entered?.stateEnteredEventDetails?.name ?? '';
    const { total, succeeded, failed } = this.#counts.get(state) ?? { total: 0, succeeded: 0, failed: 0 };
    const nothing = { timedOut: 0, aborted: 0, resultsWritten: 0 };
    const counts = { total, succeeded, failed, pending: 0, running: total - succeeded - failed, ...nothing };
    return {
      mapRunArn,
      executionArn: arn,
      status: statusAfter(history.slice(started)),
      startDate: history[started]?.timestamp,
      maxConcurrency: 0,
      toleratedFailurePercentage: 0,
      toleratedFailureCount: 0,
      itemCounts: counts,
      executionCounts: counts,
    };
  }
}

function statusAfter(history: Execution['history']): MapRunStatus {
  const end = history.find(({ type }) => type === 'MapRunSucceeded' || type === 'MapRunFailed');
  if (!end) return 'RUNNING';
  return end.type === 'MapRunSucceeded' ? 'SUCCEEDED' : 'FAILED';
}
