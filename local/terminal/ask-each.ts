import * as z from 'zod/mini';
import { type Tick, ticksOf } from '../../lambdas/pages/ticks';
import {
  agoText,
  count,
  dayText,
  kindNames,
  lastUsedText,
  mfaDeviceTypeNames,
  shownId,
} from '../../lambdas/pages/words';
import { type Credential, Plan, type PlannedAccount } from '../../lambdas/shared/model';
import { printable } from './printable';
import { wrap } from './wrap';

export interface Asking {
  /** The next of these keys that is pressed. */
  key(keys: readonly string[]): Promise<string>;
  print(text: string): void;
  /** In columns. */
  readonly width: number;
}

const no = ['n', 'N', '\r', '\n'];

/**
 * Asks about each credential of a plan, one question for a password and its MFA devices, a second one for what was used
 * lately; everything but y is a no. Gives the values of the boxes to tick, or `undefined` for no decision.
 */
export async function askEach(
  planJson: string,
  asking: Asking,
): Promise<ReadonlySet<string> | 'none' | undefined> {
  const plan = z.parse(Plan, JSON.parse(planJson));
  const questions = plan.accounts.flatMap((account) =>
    ticksOf(account, plan.plannedAt).map((tick) => ({ account, tick })),
  );
  const chosen = new Set<string>();
  let shown: PlannedAccount | undefined;
  for (const [index, { account, tick }] of questions.entries()) {
    if (account !== shown) asking.print(`\n${wrap(headingOf(account), asking.width).join('\n')}`);
    shown = account;
    const left = questions.length - index - 1;
    const answer = await askAbout(tick, plan.plannedAt, left, asking);
    if (answer === 'yes') chosen.add(tick.value);
    if (answer === 'quit') break;
  }
  return confirm(chosen, questions.length, asking);
}

async function askAbout(
  tick: Tick,
  plannedAt: string,
  left: number,
  { key, print, width }: Asking,
): Promise<'yes' | 'no' | 'quit'> {
  for (const credential of tick.credentials)
    print(`  ${wrap(evidenceOf(credential, plannedAt), width - 6).join('\n      ')}`);
  const them = tick.credentials.length > 1 ? 'them together' : 'it';
  print(`  Delete ${them}? y, N${left > 0 ? `, or q to keep this and the ${left} after it` : ''}`);
  const pressed = (await key(['y', 'Y', 'q', ...no])).toLowerCase();
  if (pressed === 'q') return 'quit';
  if (pressed !== 'y') return 'no';
  if (!tick.needsConfirmation) return 'yes';
  const doubt =
    'It was used lately, or nobody can tell. Is nothing using it any more, so that it can go? y, N';
  print(`  ${wrap(doubt, width - 2).join('\n  ')}`);
  return (await key(['y', 'Y', ...no])).toLowerCase() === 'y' ? 'yes' : 'no';
}

/** Nothing is decided before this last question. */
async function confirm(
  chosen: ReadonlySet<string>,
  asked: number,
  { key, print }: Asking,
): Promise<ReadonlySet<string> | 'none' | undefined> {
  print(
    chosen.size > 0
      ? `\nDelete what you said y to, ${chosen.size} of ${asked}? It cannot be brought back. y, N`
      : '\nYou said y to nothing. Refuse the whole plan? y, N',
  );
  const isYes = (await key(['y', 'Y', ...no])).toLowerCase() === 'y';
  if (!isYes) return undefined;
  return chosen.size > 0 ? chosen : 'none';
}

function headingOf({ accountId, name, email, credentials }: PlannedAccount): string {
  return `${printable(name)} (${accountId}, ${printable(email)}): ${count(credentials.length, 'credential')}`;
}

function evidenceOf(credential: Credential, plannedAt: string): string {
  const { kind, status, createdAt, lastUsed, mfaDeviceType, note } = credential;
  const facts = [
    mfaDeviceType && mfaDeviceTypeNames[mfaDeviceType],
    status,
    createdAt && `created ${dayText(createdAt)} (${agoText(createdAt, plannedAt)})`,
    `last used: ${lastUsedText(lastUsed, plannedAt)}`,
    note,
  ].filter((fact) => fact !== undefined && fact !== '');
  const name = `${kindNames[kind]} ${shownId(credential)}`.trimEnd();
  return printable(`${name}: ${facts.join(', ')}`);
}
