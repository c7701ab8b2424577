import type { Streams } from './streams';

type Stream = Pick<Streams['stdout'], 'isTTY' | 'columns'>;

/** What a stream can show. */
export interface Output {
  /** It is a terminal, where a line can be drawn again in place. */
  readonly live: boolean;
  readonly color: boolean;
  /** In columns; 100 where the stream does not say. */
  readonly width: number;
}

/** How wide a help text may be there, in columns: as the window, and no wider than can be read well. */
export function helpWidthOf({ columns }: Stream): number {
  return Math.min(columns || 100, 100);
}

/** How a command was asked to show what it has to say. */
export interface Display {
  /** A program reads stdout, so that people read stderr. */
  readonly json?: boolean;
  /** `false` after `--no-color`. */
  readonly color: boolean;
}

/** The stream that people read, and what it can show. */
export interface Screen extends Output {
  readonly stream: Streams['stdout'];
}

/** Where people read what a command has to say, besides what a program reads. */
export function screenFor({ json, color }: Display, { stdout, stderr, env }: Streams): Screen {
  const stream = json ? stderr : stdout;
  return { stream, ...describeOutput(stream, env, color) };
}

/** Whether a person can read here and answer here. */
export function isInteractive(streams: { stdin: Stream; stdout: Stream; stderr: Stream }): boolean {
  return streams.stdin.isTTY === true && (streams.stdout.isTTY === true || streams.stderr.isTTY === true);
}

/** What a stream can show: `NO_COLOR` (https://no-color.org) takes colours away, `FORCE_COLOR` gives them to a pipe. */
export function describeOutput(stream: Stream, env: Streams['env'], color = true): Output {
  const live = stream.isTTY === true && env.TERM !== 'dumb';
  return {
    live,
    color: color && !env.NO_COLOR && (live || Boolean(env.FORCE_COLOR)),
    width: stream.columns || 100,
  };
}
