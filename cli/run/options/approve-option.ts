import { type Given, readChoice } from '../../options/option-values';
import { type ApprovalOptions, waysToApprove } from '../../terminal/approval-notice';

/** The problem of a purge that nobody is there to approve: nothing real is deleted because somebody forgot an option. */
export const sayWhoApproves =
  '--approve: received nothing, and this is no terminal to ask in; allowed is ask (the link goes to stderr), all or none';

/** Where `--approve` is read, and what of it is no choice there. */
interface Approving {
  /** A person is at the terminal. */
  readonly interactive: boolean;
  /** What it is where nobody said it, and nobody can be asked. */
  readonly otherwise: 'all' | 'none';
  readonly isTask: boolean;
}

/** Who decides, as `--approve` says; `problems` is told of what is no way to decide here. */
export function readApproveOption(
  problems: string[],
  given: Given | undefined,
  { interactive, otherwise, isTask }: Approving,
): ApprovalOptions {
  const approve = readChoice(
    problems,
    '--approve',
    given ?? (interactive ? 'ask' : otherwise),
    waysToApprove,
  );
  if (approve === 'each' && isTask)
    problems.push(
      '--approve: received "each" together with --task; a task is decided as a whole, with all, none or ask',
    );
  else if (approve === 'each' && !interactive)
    problems.push('--approve: received "each", which asks in a terminal, and this is none');
  return { approve, approveIsDefault: given === undefined };
}
