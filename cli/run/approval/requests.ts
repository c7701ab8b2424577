import type { Email, ProgressEvent } from '../../../local-aws';
import { type AnswerOptions, answerRequest, isRequest } from './answer-request';
import { ApprovalOverError, approvalLinkPattern } from './approver';

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
    const run = isRequest(email) ? runIn(email) : undefined;
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

function runIn({ message }: Email): string | undefined {
  const [link = ''] = approvalLinkPattern.exec(message) ?? [];
  return link.split('/').at(-2);
}
