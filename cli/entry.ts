// What a checkout's entry points in `bin/` take of the command line, each loaded when it is called.
import { outliveReaders } from './terminal/broken-pipe';
import type { Streams } from './terminal/streams';

/** Does `root-purge`, as `main.ts` says. */
export const main = async (argv: string[], streams: Streams): Promise<number> =>
  (await import('./main')).main(argv, streams);

/** Does `npm start`, as `npm-start.ts` says. */
export const npmStart = async (argv: string[], streams: Streams): Promise<number> => {
  outliveReaders([streams.stdout, streams.stderr]);
  return (await import('./npm-start')).npmStart(argv, streams);
};
