import type { KeyInput } from './wait-for-key';

interface Output extends NodeJS.WritableStream {
  isTTY?: boolean;
  columns?: number;
}

/** Where a command reads and writes; `process` is one. */
export interface Streams {
  readonly stdin: KeyInput & { isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}
