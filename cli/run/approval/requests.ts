import type { Email, ProgressEvent } from '../../../local-aws';
import { approvalLinkPattern } from '../../terminal/approval-links';
import { type AnswerOptions, answerRequest } from './answer-request';
import { ApprovalOverError } from './approver';

/** How the requests for approval of a local run are answered, and who is told of one that cannot be. */
export interface RequestsOptions extends Omit<AnswerOptions, 'signal'> {
  /** Told of a request that cannot be answered. */
  failed(error: unknown): void;
}

/** Answers the requests for approval of a local run as they come, each execution's once for each person. */
export class Requests {
  readonly #options: RequestsOptions;
  /** Who was asked, by run. */
  readonly #asked = new Map<string, ReadonlySet<string>>();
  #waiting = new AbortController();

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  email(email: Email): void {
    const run = approvalLinkPattern.exec(email.message)?.[1];
    if (run === undefined) return;
    const asked = this.#asked.get(run);
    // The second one of a run to the same person is its reminder.
    if (asked?.has(email.to)) return;
    this.#asked.set(run, new Set([...(asked ?? []), email.to]));
    if (!asked) this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    // Keys are one person's: a second one opens the page.
    const interactive = this.#options.interactive && !asked;
    answerRequest(email, { ...this.#options, interactive, signal }).catch((error) =>
      this.#unanswered(error, signal),
    );
  }

  /** Somebody else may have decided, on the page: then nothing is waited for. */
  event(event: ProgressEvent): void {
    if (event.type === 'stateEntered' && event.state === 'CloseApproval') this.close();
  }

  close(): void {
    this.#waiting.abort();
  }

  /** Where no answer is needed, the execution comes to an end of its own. */
  #unanswered(error: unknown, { aborted }: AbortSignal): void {
    const { print, failed } = this.#options;
    if (error instanceof ApprovalOverError) print(`Nothing to decide here: ${error.message}`);
    else if (!aborted) failed(error);
  }
}
