import { type TickBox, tickBoxesOf } from '../../lambdas/approval/tick-boxes';
import {
  agoText,
  count,
  dayText,
  kindNames,
  lastUsedText,
  mfaDeviceTypeNames,
  rehearsalNotice,
  shownId,
} from '../../lambdas/report/words';
import type { Credential, Plan, PlannedAccount } from '../../lambdas/run/model';
import { printable } from './printable';
import { wrap, wrapLines } from './wrap';

/** How a person is asked: where questions are printed, and how a key is waited for. */
export interface Asking {
  /** The next of these keys that is pressed. */
  key(keys: readonly string[]): Promise<string>;
  print(text: string): void;
  /** In columns. */
  readonly width: number;
}

const no = ['n', 'N', '\r', '\n'];

/** Waits for an answer to a question; everything but y is a no. */
export async function isYes({ key }: Asking): Promise<boolean> {
  return (await key(['y', 'Y', ...no])).toLowerCase() === 'y';
}

/** What a person is asked about: a box of the approval page, and the account that it is in. */
export interface Question {
  readonly account: PlannedAccount;
  readonly tick: TickBox;
}

/** A question for each box that the approval page of this plan has, in its order. */
export function questionsOf(plan: Plan): Question[] {
  return plan.accounts.flatMap((account) =>
    tickBoxesOf(account, plan.plannedAt).map((tick) => ({ account, tick })),
  );
}

/**
 * Asks about each credential of a plan, one question for a password and its MFA devices, a second one for what was used
 * lately. Gives the values of the boxes to tick, or `undefined` for no decision.
 */
export async function askEach(plan: Plan, asking: Asking): Promise<ReadonlySet<string> | 'none' | undefined> {
  const questions = questionsOf(plan);
  const chosen: Question[] = [];
  let shown: PlannedAccount | undefined;
  for (const [index, question] of questions.entries()) {
    const { account, tick } = question;
    if (account !== shown) asking.print(`\n${wrapLines(headingOf(account), asking.width)}`);
    shown = account;
    const left = questions.length - index - 1;
    const answer = await askAbout(tick, plan.plannedAt, left, asking);
    asking.print(`  -> ${answer === 'yes' ? 'delete' : 'keep'}`);
    if (answer === 'yes') chosen.push(question);
    if (answer === 'quit') break;
  }
  return confirm(chosen, questions.length, plan, asking);
}

async function askAbout(
  tick: TickBox,
  plannedAt: string,
  left: number,
  asking: Asking,
): Promise<'yes' | 'no' | 'quit'> {
  const { key, print, width } = asking;
  for (const credential of tick.credentials) print(indented(evidenceOf(credential, plannedAt), width));
  const them = tick.credentials.length > 1 ? 'them together' : 'it';
  print(`  Delete ${them}? y, N${left > 0 ? `, or q to keep this and the ${left} after it` : ''}`);
  const pressed = (await key(['y', 'Y', 'q', 'Q', ...no])).toLowerCase();
  if (pressed === 'q') return 'quit';
  if (pressed !== 'y') return 'no';
  if (!tick.needsConfirmation) return 'yes';
  const doubt =
    'It was used lately, or nobody can tell. Is nothing using it any more, so that it can go? y, N';
  print(`  ${wrap(doubt, width - 2).join('\n  ')}`);
  return (await isYes(asking)) ? 'yes' : 'no';
}

/** Nothing is decided before this last question. */
async function confirm(
  chosen: readonly Question[],
  asked: number,
  plan: Plan,
  asking: Asking,
): Promise<ReadonlySet<string> | 'none' | undefined> {
  const { print } = asking;
  if (chosen.length === 0) {
    print('\nYou said y to nothing. Refuse the whole plan? y, N');
    return (await isYes(asking)) ? 'none' : undefined;
  }
  print('\nYou said y to:');
  printNames(chosen, asking);
  print(`Delete these ${chosen.length} of ${asked}? ${warningOf(plan)} y, N`);
  return (await isYes(asking)) ? new Set(chosen.map(({ tick }) => tick.value)) : undefined;
}

/** What a yes to the last question means. */
export const warningOf = ({ mode }: Plan): string =>
  mode === 'rehearsal' ? rehearsalNotice : 'It cannot be brought back.';

/** Prints what each question is about, in a line or two. */
export function printNames(questions: readonly Question[], { print, width }: Asking): void {
  for (const { account, tick } of questions) {
    const names = tick.credentials.map(nameOf).join(', ');
    print(indented(printable(`${account.name} (${account.accountId}): ${names}`), width));
  }
}

/** Below its heading, and what does not fit on the line further in. */
const indented = (text: string, width: number) => `  ${wrap(text, width - 6).join('\n      ')}`;

function headingOf({ accountId, name, email, credentials }: PlannedAccount): string {
  return `${printable(name)} (${accountId}, ${printable(email)}): ${count(credentials.length, 'credential')}`;
}

function evidenceOf(credential: Credential, plannedAt: string): string {
  const { status, createdAt, lastUsed, mfaDeviceType, note } = credential;
  const facts = [
    mfaDeviceType && mfaDeviceTypeNames[mfaDeviceType],
    status,
    createdAt && `created ${dayText(createdAt)} (${agoText(createdAt, plannedAt)})`,
    `last used: ${lastUsedText(lastUsed, plannedAt)}`,
    note,
  ].filter((fact) => fact !== undefined && fact !== '');
  return printable(`${nameOf(credential)}: ${facts.join(', ')}`);
}

const nameOf = (credential: Credential) => `${kindNames[credential.kind]} ${shownId(credential)}`.trimEnd();
