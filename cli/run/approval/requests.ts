import type { Email, ProgressEvent } from '../../../local-aws';
import { approvalLinkPattern } from '../../terminal/approval-links';
import { type AnswerOptions, answerRequest } from './answer-request';
import { ApprovalOverError } from './approver';

/** How the requests for approval of a local run are answered, and who is told of one that cannot be. */
export interface RequestsOptions extends Omit<AnswerOptions, 'signal'> {
  /** Told of a request that cannot be answered. */
  failed(error: unknown): void;
}

/** Answers the requests for approval of a local run as they come, each execution's once. */
export class Requests {
  readonly #options: RequestsOptions;
  readonly #asked = new Set<string>();
  #waiting = new AbortController();

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  email(email: Email): void {
    const run = approvalLinkPattern.exec(email.message)?.[1];
    // The second one of a run is its reminder.
    if (run === undefined || this.#asked.has(run)) return;
    this.#asked.add(run);
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    answerRequest(email, { ...this.#options, signal }).catch((error) => this.#unanswered(error, signal));
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
