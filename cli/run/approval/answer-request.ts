import * as z from 'zod/mini';
import { AnyPlan } from '../../../lambdas/tasks/shapes';
import type { Clock, Email } from '../../../local-aws';
import { approvalLinkPattern, withoutApprovalLinks } from '../../terminal/approval-links';
import type { WayToApprove } from '../../terminal/approval-notice';
import type { Asking } from '../../terminal/ask';
import type { Said } from '../../terminal/ask-refusal';
import { formatEmail } from '../../terminal/email';
import { type KeyInput, waitForKey, waitForLine } from '../../terminal/wait-for-key';
import { wrapLines } from '../../terminal/wrap';
import { ApprovalPageError, decideOnPage, linkIn, type Ticks } from './approver';

/** How a request for approval is answered, and where. */
export interface AnswerOptions {
  readonly approve: WayToApprove;
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
  /** Shows what is being typed, until something is printed. */
  typing(text: string): void;
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
  const choice = await chosenByKeys(approve === 'each', options).catch((error: unknown) => {
    // Somebody decided on the page meanwhile: then the questions end.
    if (options.signal.aborted) return undefined;
    throw error;
  });
  if (choice) await decideAtLast(link, choice.ticks, options, choice);
}

/** What somebody decided by keys, and what they said of it. */
interface Choice extends Said {
  readonly ticks: Ticks;
}

/** Asks until there is a choice: about each credential, or first how to decide. */
async function chosenByKeys(each: boolean, options: AnswerOptions): Promise<Choice> {
  const { input, signal, print, readPlan, width, typing } = options;
  const key = (keys: readonly string[]) => waitForKey(input, keys, signal);
  const line = async (question: string) => {
    print(wrapLines(question, width));
    typing('>');
    const typed = await waitForLine(input, (text) => typing(`> ${text}`), signal);
    print(`> ${typed}`);
    return typed;
  };
  const asking = { key, line, print, width };
  const plan = z.parse(AnyPlan, JSON.parse(readPlan()));
  const keys = plan.kind === 'task' ? ['a', 'r'] : ['a', 'e', 'r'];
  const offer =
    plan.kind === 'task'
      ? 'a to approve, r to refuse'
      : 'a to approve everything, e to be asked about each, r to refuse';
  let pressed = each ? 'e' : '';
  for (;;) {
    const choice = await choiceOf(pressed, plan, asking);
    if (choice) return choice;
    if (pressed) print('Nothing is decided.');
    print(wrapLines(`Decide on that page, or press ${offer}.`, width));
    pressed = await key(keys);
  }
}

/** What comes of the questions that this key leads to; `undefined` where nothing is decided. */
async function choiceOf(pressed: string, plan: AnyPlan, asking: Asking): Promise<Choice | undefined> {
  const [{ askEach }, { askAll }, { askRefusal }] = await Promise.all([
    import('../../terminal/ask-each'),
    import('../../terminal/ask-all'),
    import('../../terminal/ask-refusal'),
  ]);
  let ticks: Ticks | undefined;
  if (pressed === 'r') ticks = 'none';
  if (pressed === 'a') ticks = (await askAll(plan, asking)) ? 'all' : undefined;
  if (pressed === 'e' && plan.kind === 'purge') ticks = await askEach(plan, asking);
  if (ticks !== 'none') return ticks && { ticks };
  const said = await askRefusal(plan, asking);
  return said && { ticks, ...said };
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
