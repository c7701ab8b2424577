/** A command cannot be done; the message says why, and what to do next. Its exit status is 1. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}
