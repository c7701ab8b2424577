import { ApprovalPageError, approvalLinkPattern, type Choice, decide, linkIn } from './approver';
import type { Clock } from './runtime/clock';
import type { Email } from './runtime/sns';
import { formatEmail } from './terminal/email';
import { type KeyInput, waitForKey } from './terminal/keys';

export interface AnswerOptions {
  readonly approve: 'all' | 'none' | 'ask' | 'each';
  /** A person may press a key. */
  readonly interactive: boolean;
  readonly input: KeyInput;
  readonly clock: Clock;
  /** Aborted as soon as no answer is needed any more. */
  readonly signal: AbortSignal;
  /** In columns. */
  readonly width: number;
  /** The text of `plan.json`. */
  readPlan(): string;
  print(text: string): void;
  /** Where only a person reads; the link is printed there and nowhere else. @default it may be printed anywhere */
  readonly printLink?: (text: string) => void;
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

/** The email with these words in the place of its link. */
export function withoutLink(email: Email, words: string): Email {
  return { ...email, message: email.message.replace(new RegExp(approvalLinkPattern, 'g'), words) };
}

/**
 * Shows the email that asks, and answers it as the command line says: at once, by keys, or not at all where a person is
 * to open the page. Every answer goes through the page.
 *
 * @throws what `decide` throws, and the signal's reason
 */
export async function answerRequest(email: Email, options: AnswerOptions): Promise<void> {
  const link = linkIn(email.message);
  const { approve, printLink } = options;
  const shown = printLink ? withoutLink(email, '(the link is not kept)') : email;
  options.print(formatEmail(shown, options.width));
  if (approve === 'all' || approve === 'none') {
    options.print(`Deciding through that page, as --approve ${approve} says.`);
    return decideAtLast(link, approve, options);
  }
  printLink?.(link);
  if (!options.interactive) return options.print('Waiting for a decision on that page.');
  return approve === 'each' ? decideEach(link, options) : decideByKey(link, options);
}

async function decideByKey(link: string, options: AnswerOptions): Promise<void> {
  const { input, signal, print } = options;
  print('Decide on that page, or press a to approve everything, r to refuse.');
  const key = await waitForKey(input, ['a', 'r'], signal).catch(() => undefined);
  if (key) await decideAtLast(link, key === 'a' ? 'all' : 'none', options);
}

/** Somebody may decide on the page meanwhile; then the questions end. */
async function decideEach(link: string, options: AnswerOptions): Promise<void> {
  const { input, signal, print, readPlan, width } = options;
  const { askEach } = await import('./terminal/ask-each');
  const key = (keys: readonly string[]) => waitForKey(input, keys, signal);
  const choice = await askEach(readPlan(), { key, print, width }).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  if (choice) return decideAtLast(link, choice, options);
  if (!signal.aborted) print('Nothing is decided. Waiting for a decision on that page.');
}

/** Milliseconds before each further try. */
const pauses = [500, 1000, 2000];

/**
 * As a person would: opens the page once more where it failed, or where somebody was faster. It then says itself what
 * became of the approval.
 */
async function decideAtLast(link: string, choice: Choice, { clock, signal }: AnswerOptions): Promise<void> {
  for (const pause of pauses) {
    try {
      return await decide(link, choice);
    } catch (error) {
      if (!isWorthAnotherTry(error)) throw error;
    }
    await clock.sleep(pause, signal);
  }
  return decide(link, choice);
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof ApprovalPageError && (error.status === 409 || (error.status ?? 0) >= 500);
}
