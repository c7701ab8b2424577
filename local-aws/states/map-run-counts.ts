import type { DescribeMapRunOutput, MapRunItemCounts, MapRunStatus } from '@aws-sdk/client-sfn';
import type { Conclusion } from './conclude';
import type { Execution, ProgressEvent } from './engine';

interface Counts {
  mapRun: Extract<ProgressEvent, { type: 'mapRunStarted' }>;
  started: number;
  ended: Record<Conclusion['status'], number>;
}

/** How far the Map Runs of an execution are, as DescribeMapRun tells it; listens to what happens in it. */
export class MapRunCounts {
  /** By state: a Map that is tried again starts counting anew. */
  readonly #counts = new Map<string, Counts>();

  readonly onEvent = (event: ProgressEvent): void => {
    if (event.type === 'mapRunStarted')
      this.#counts.set(event.state, {
        mapRun: event,
        started: 0,
        ended: { SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0, ABORTED: 0 },
      });
    if (event.type !== 'mapItemStarted' && event.type !== 'mapItemFinished') return;
    const counts = this.#counts.get(event.state);
    if (counts && event.type === 'mapItemStarted') counts.started += 1;
    if (counts && event.type === 'mapItemFinished') counts.ended[event.status] += 1;
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
    const counts = this.#counts.get(state);
    const {
      maxConcurrency = 0,
      toleratedFailurePercentage = 0,
      toleratedFailureCount = 0,
    } = counts?.mapRun ?? {};
    const end = history
      .slice(started)
      .find(({ type }) => type === 'MapRunSucceeded' || type === 'MapRunFailed');
    const itemCounts = countsOf(counts, end !== undefined);
    return {
      mapRunArn,
      executionArn: arn,
      status: end ? statuses.get(end.type) : 'RUNNING',
      startDate: history[started]?.timestamp,
      stopDate: end?.timestamp,
      maxConcurrency,
      toleratedFailurePercentage,
      toleratedFailureCount,
      itemCounts,
      executionCounts: itemCounts,
      redriveCount: history[started]?.type === 'MapRunRedriven' ? 1 : 0,
    };
  }
}

const statuses = new Map<string | undefined, MapRunStatus>([
  ['MapRunSucceeded', 'SUCCEEDED'],
  ['MapRunFailed', 'FAILED'],
]);

/** One item is one child here. What had not ended when the Map Run did was aborted with it. */
function countsOf(counts: Counts | undefined, isOver: boolean): MapRunItemCounts {
  const { mapRun, started = 0, ended = { SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0, ABORTED: 0 } } = counts ?? {};
  const total = mapRun?.items ?? 0;
  const over = ended.SUCCEEDED + ended.FAILED + ended.TIMED_OUT + ended.ABORTED;
  return {
    total,
    succeeded: ended.SUCCEEDED,
    failed: ended.FAILED,
    timedOut: ended.TIMED_OUT,
    aborted: ended.ABORTED + (isOver ? total - over : 0),
    running: isOver ? 0 : Math.max(started, over) - over,
    pending: isOver ? 0 : total - Math.max(started, over),
    resultsWritten: over,
  };
}
