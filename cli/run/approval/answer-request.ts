import * as z from 'zod/mini';
import { AnyPlan } from '../../../lambdas/tasks/shapes';
import type { Clock, Email } from '../../../local-aws';
import { approvalLinkPattern, withoutApprovalLinks } from '../../terminal/approval-links';
import type { WayToApprove } from '../../terminal/approval-notice';
import { askDecision, askingByKeys, type KeysOptions, type Ticks } from '../../terminal/ask-decision';
import type { Said } from '../../terminal/ask-refusal';
import { formatEmail } from '../../terminal/email';
import { ApprovalPageError, decideOnPage, linkIn } from './approver';

/** How a request for approval is answered, and where. */
export interface AnswerOptions extends KeysOptions {
  readonly approve: WayToApprove;
  /** A person may press a key. */
  readonly interactive: boolean;
  readonly clock: Clock;
  /** The text of `plan.json`. */
  readPlan(): string;
  /** Where only a person reads; the link is printed there and nowhere else. @default it may be printed anywhere */
  readonly printLink?: (text: string) => void;
}

/** Whether the email asks for a decision. */
export function isRequest({ message }: Pick<Email, 'message'>): boolean {
  return approvalLinkPattern.test(message);
}

/**
 * Shows the email that asks, and answers it as the command line says: at once, by keys, or not at all where a person is
 * to open the page. Every answer goes through the page.
 *
 * @throws what `decideOnPage` throws, and the signal's reason
 */
export async function answerRequest(email: Email, options: AnswerOptions): Promise<void> {
  const link = linkIn(email.message);
  const { approve, printLink } = options;
  const message = printLink ? withoutApprovalLinks(email.message, '(the link is not kept)') : email.message;
  options.print(formatEmail({ ...email, message }, options.width));
  if (approve === 'all' || approve === 'none') {
    options.print(`Deciding through that page, as --approve ${approve} says.`);
    return decideAtLast(link, approve, options);
  }
  printLink?.(link);
  if (!options.interactive) return options.print('Waiting for a decision on that page.');
  const plan = z.parse(AnyPlan, JSON.parse(options.readPlan()));
  const first = approve === 'each' ? 'e' : undefined;
  const offer = { first, before: 'Decide on that page, or press' };
  const choice = await askDecision(plan, offer, askingByKeys(options)).catch((error: unknown) => {
    // Somebody decided on the page meanwhile: then the questions end.
    if (options.signal.aborted) return undefined;
    throw error;
  });
  if (choice) await decideAtLast(link, choice.ticks, options, choice);
}

/** Milliseconds before each further try. */
const pauses = [500, 1000, 2000];

/**
 * As a person would: opens the page once more where it failed, or where somebody was faster. It then says itself what
 * became of the approval.
 */
async function decideAtLast(
  link: string,
  choice: Ticks,
  { clock, signal }: AnswerOptions,
  { comment, name }: Said = {},
): Promise<void> {
  for (const pause of pauses) {
    try {
      return await decideOnPage(link, choice, comment, name);
    } catch (error) {
      if (!isWorthAnotherTry(error)) throw error;
    }
    await clock.sleep(pause, signal);
  }
  return decideOnPage(link, choice, comment, name);
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof ApprovalPageError && (error.status === 409 || (error.status ?? 0) >= 500);
}
