import { type Caution, cautionsIn, type TickBox, tickBoxesOf } from '../../lambdas/approval/tick-boxes';
import {
  agoText,
  count,
  dayText,
  kindNames,
  lastUsedText,
  mfaDeviceTypeNames,
  needsConfirmation,
  rehearsalNotice,
  shownId,
  useInWords,
} from '../../lambdas/report/words';
import type { Credential, Plan, PlannedAccount } from '../../lambdas/run/model';
import { type Asking, indented, isYes, no } from './ask';
import { printable } from './printable';
import { wrapLines } from './wrap';

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
 * lately. Gives the values of the boxes to tick, `none` where a y was said to nothing, or `undefined` for no decision.
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
  return confirm(plan, chosen, credentialsOf(questions).length, asking);
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
  const rest = left > 0 ? `, or q to keep this and the ${left} after it` : '';
  print(indented(`Delete ${them}? y, N${rest}`, width));
  const pressed = (await key(['y', 'Y', 'q', 'Q', ...no])).toLowerCase();
  if (pressed === 'q') return 'quit';
  if (pressed !== 'y') return 'no';
  if (!tick.needsConfirmation) return 'yes';
  const doubtful = tick.credentials.filter((credential) => needsConfirmation(credential, plannedAt));
  for (const credential of doubtful) print(indented(`${useInWords(credential, plannedAt)}.`, width));
  return (await isYes('  Delete it all the same?', asking)) ? 'yes' : 'no';
}

/** Nothing is decided before this last question. */
async function confirm(
  plan: Plan,
  chosen: readonly Question[],
  asked: number,
  asking: Asking,
): Promise<ReadonlySet<string> | 'none' | undefined> {
  const { print } = asking;
  if (chosen.length === 0) {
    print('\nYou said y to nothing.');
    return 'none';
  }
  print('\nYou said y to:');
  printNames(chosen, asking);
  const ticked = new Set(credentialsOf(chosen));
  const accounts = new Set(chosen.map(({ account }) => account));
  const cautions = cautionsIn([...accounts], plan.plannedAt).filter(({ credential }) =>
    ticked.has(credential),
  );
  if (cautions.length > 0) {
    print('Among them, used lately, or nobody can tell:');
    printCautions(cautions, plan.plannedAt, asking);
  }
  const these = `Delete these ${ticked.size} of ${count(asked, 'credential')}?`;
  const isMeant = await isYes(`${these} ${warningOf(plan)}`, asking);
  return isMeant ? new Set(chosen.map(({ tick }) => tick.value)) : undefined;
}

/** A question may be about several credentials; mails and pages count these. */
const credentialsOf = (questions: readonly Question[]) => questions.flatMap(({ tick }) => tick.credentials);

/** Prints what may be in use, each with its last use and in a line or two. */
export function printCautions(
  cautions: readonly Caution[],
  plannedAt: string,
  { print, width }: Asking,
): void {
  for (const { account, credential } of cautions) {
    const where = `${account.name} (${account.accountId})`;
    print(indented(printable(`${where}: ${useInWords(credential, plannedAt)}`), width));
  }
}

/** What a yes to the last question means. */
export const warningOf = ({ mode }: Plan): string =>
  mode === 'rehearsal' ? rehearsalNotice : 'It cannot be brought back.';

/** Prints what each question is about, in a line or two. */
function printNames(questions: readonly Question[], { print, width }: Asking): void {
  for (const { account, tick } of questions) {
    const names = tick.credentials.map(nameOf).join(', ');
    print(indented(printable(`${account.name} (${account.accountId}): ${names}`), width));
  }
}

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
