import { type AnswerOptions, answerRequest, isRequest } from './answer-request';
import { approvalLinkPattern } from './approver';
import type { ProgressEvent } from './runtime/asl/state';
import type { Email } from './runtime/sns';

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
    answerRequest(email, { ...this.#options, signal: this.#waiting.signal }).catch(this.#options.failed);
  }

  /** Somebody else may have decided, on the page: then no key is waited for. */
  event(event: ProgressEvent): void {
    if (event.type === 'stateEntered' && event.state === 'CloseApproval') this.close();
  }

  close(): void {
    this.#waiting.abort();
  }
}

function runIn({ message }: Email): string | undefined {
  const [link = ''] = approvalLinkPattern.exec(message) ?? [];
  return link.split('/').at(-2);
}
