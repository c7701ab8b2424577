import type { Streams } from '../terminal/streams';
import { npmStart } from './options/command';
import { run } from './run';
import { simulatedWorld } from './simulated/simulated-world';

/** Does `npm start`: a rehearsal in a simulated organization, or a run in the caller's own. */
export const start = (argv: string[], streams: Streams): Promise<number> =>
  run(argv, streams, npmStart, simulatedWorld);
