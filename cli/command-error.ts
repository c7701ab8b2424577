/** Why a command cannot be done, in words that say what to do next. The exit status is 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
