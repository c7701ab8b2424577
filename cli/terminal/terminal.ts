/** Of a stream like `process.stdout`, what matters here. */
interface Stream {
  isTTY?: boolean;
  columns?: number;
}

/** What a stream can show. */
export interface Output {
  /** It is a terminal, where a line can be drawn again in place. */
  live: boolean;
  color: boolean;
  /** In columns; 100 where the stream does not say. */
  width: number;
}

/** A person can read here and answer here. */
export function isInteractive(streams: { stdin: Stream; stdout: Stream; stderr: Stream }): boolean {
  return streams.stdin.isTTY === true && (streams.stdout.isTTY === true || streams.stderr.isTTY === true);
}

/** `NO_COLOR` (https://no-color.org) takes the colours away, `FORCE_COLOR` gives them to a pipe too. */
export function describeOutput(stream: Stream, env: Record<string, string | undefined>): Output {
  const live = stream.isTTY === true && env.TERM !== 'dumb';
  return {
    live,
    color: !env.NO_COLOR && (live || Boolean(env.FORCE_COLOR)),
    width: stream.columns || 100,
  };
}
