import { ApprovalPageError, decide, linkIn } from './approver';
import type { Email } from './runtime/sns';
import { formatEmail } from './terminal/email';
import { waitForKey } from './terminal/keys';

export interface AnswerOptions {
  readonly approve: 'all' | 'none' | 'ask';
  /** A person may press a key. */
  readonly interactive: boolean;
  readonly input: NodeJS.ReadStream;
  readonly signal: AbortSignal;
  /** In columns. */
  readonly width: number;
  print(text: string): void;
}

/** Whether the email asks for a decision. */
export function isRequest({ message }: Email): boolean {
  try {
    return linkIn(message) !== '';
  } catch (error) {
    if (error instanceof ApprovalPageError) return false;
    throw error;
  }
}

/**
 * Shows the email that asks, and answers it as the command line says: at once, or by a key, or not at all where a
 * person is to open the page. Every answer goes through the page.
 */
export async function answerRequest(email: Email, options: AnswerOptions): Promise<void> {
  const link = linkIn(email.message);
  options.print(formatEmail(email, options.width));
  if (options.approve !== 'ask') {
    options.print(`Deciding through that page, as --approve ${options.approve} says.`);
    return decide(link, options.approve);
  }
  if (!options.interactive) return options.print('Waiting for a decision on that page.');
  options.print('Decide on that page, or press a to approve everything, r to refuse.');
  const key = await waitForKey(options.input, ['a', 'r'], options.signal).catch(() => undefined);
  if (key) await decide(link, key === 'a' ? 'all' : 'none');
}
