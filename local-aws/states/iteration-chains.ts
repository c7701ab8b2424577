import type { Track } from './history';
import { StatesError } from './states-error';

/**
 * The chains of events of an inline Map's iterations. The first ones start after the Map's last event, each that comes
 * later where an earlier one ended; the Map goes on from the end of the iteration that ended last.
 */
export function iterationChains(map: Track, name: string) {
  const start = map.last;
  const ends: number[] = [];
  return {
    /** Records the beginning and the end of an iteration around its work. */
    async within<T>(index: number, work: (track: Track) => Promise<T>): Promise<T> {
      const track = map.branch();
      const iteration = { name, index };
      track.goOnFrom(ends.pop() ?? start);
      track.record('MapIterationStarted', () => ({ mapIterationStartedEventDetails: iteration }));
      try {
        const result = await work(track);
        ends.push(track.last);
        map.goOnFrom(
          track.record('MapIterationSucceeded', () => ({ mapIterationSucceededEventDetails: iteration })),
        );
        return result;
      } catch (thrown) {
        if (thrown instanceof StatesError)
          map.goOnFrom(
            track.record('MapIterationFailed', () => ({ mapIterationFailedEventDetails: iteration })),
          );
        throw thrown;
      }
    },
  };
}
