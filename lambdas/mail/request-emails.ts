import { count, momentText } from '../report/words';
import type { ApprovalRequest, Plan, PlannedAccount, Proposal } from '../run/model';
import { type Tasks, taskNamed } from '../tasks/registry';
import type { AnyPlan } from '../tasks/shapes';
import { aboutRun, type Email, ofMode, quoted, type RequestWords } from './email-words';
import { taskRequestWords } from './task-emails';

function wordsOf(plan: AnyPlan, tasks?: Tasks): RequestWords {
  return plan.kind === 'task' ? taskRequestWords(plan, taskNamed(plan.task, tasks)) : purgeRequestWords(plan);
}

/** Until when is asked, by how many, and what one of them has proposed. */
interface Asked extends Pick<ApprovalRequest, 'expiresAt' | 'rules'> {
  readonly proposal?: Proposal | undefined;
}

/** The email that asks one approver. The link in it is theirs alone, and appears nowhere else. */
export function approvalEmail(plan: AnyPlan, asked: Asked, link: string, tasks?: Tasks): Email {
  const { expiresAt } = asked;
  const words = wordsOf(plan, tasks);
  return ofMode(plan, {
    subject: `Approve? ${words.ask}`,
    message: [
      ...aboutRun(plan),
      `You are asked to decide on ${words.about} in your AWS organization.`,
      '',
      ...facts(plan, words, expiresAt),
      ...byTwo(asked),
      ...decideHere(words, link),
    ].join('\n'),
  });
}

/** What a plan asks for, in the lines of the email and without a link. */
export function requestLines(plan: AnyPlan, expiresAt: string, tasks?: Tasks): string[] {
  const words = wordsOf(plan, tasks);
  const asked = [...aboutRun(plan), ...facts(plan, words, expiresAt)];
  return [...asked, `${words.consequence} If nobody decides in time, ${words.otherwise}.`];
}

/** The email that asks one approver again, before it is too late, with a link that is new and theirs, too. */
export function reminderEmail(
  plan: AnyPlan,
  asked: Asked & { readonly requestedAt: string },
  link: string,
  tasks?: Tasks,
): Email {
  const { requestedAt, expiresAt } = asked;
  const words = wordsOf(plan, tasks);
  return ofMode(plan, {
    subject: `Reminder: nobody has decided yet. ${words.ask}?`,
    message: [
      ...aboutRun(plan),
      `You were asked on ${momentText(requestedAt)} to decide on ${words.about}. Nobody has decided yet.`,
      `If nobody does until ${momentText(expiresAt)}, ${words.otherwise} and this run is over.`,
      '',
      ...facts(plan, words, expiresAt),
      ...byTwo(asked),
      ...decideHere(words, link),
      'The link in the first email still works, too.',
    ].join('\n'),
  });
}

function purgeRequestWords({ accounts, reseals, mode }: Plan): RequestWords {
  const isRehearsal = mode === 'rehearsal';
  const holding = accounts.filter(({ credentials }) => credentials.length > 0);
  const credentials = holding.reduce((sum, account) => sum + account.credentials.length, 0);
  const unknown = accounts.filter((account) => account.unknown.length > 0).length;
  const asked = `${count(credentials, 'root credential')} in ${count(holding.length, 'account')}`;
  const unread = unknown > 0 ? `, ${unknown} of them could not be read in full.` : '.';
  return {
    ask: `Delete ${asked}`,
    about: 'the root user credentials of member accounts',
    what: [
      `${asked} ${isRehearsal ? 'could' : 'can'} be deleted; ${count(accounts.length, 'account')} looked at${unread}`,
      ...(reseals ? [sinceTask(reseals, accounts)] : []),
    ],
    look: 'Look at every credential, with its age and last use, and decide here:',
    consequence: `${isRehearsal ? 'In a purge, what' : 'What'} is deleted cannot be brought back.`,
    otherwise: 'nothing is deleted',
  };
}

function sinceTask(task: string, accounts: readonly PlannedAccount[]): string {
  const older = accounts.flatMap(({ outOfScope }) => outOfScope.filter(({ made }) => made)).length;
  const stays =
    older > 0 ? `; ${count(older, 'root credential')} from before it ${older === 1 ? 'stays' : 'stay'}` : '';
  return `Only what was made since ${task}${stays}`;
}

function facts({ reason }: AnyPlan, { what }: RequestWords, expiresAt: string): string[] {
  const [first = '', ...more] = what;
  return [
    `What:    ${first}`,
    ...more.map((line) => `         ${line}`),
    ...(reason ? [`Why:     ${quoted(reason)}`] : []),
    `Until:   ${momentText(expiresAt)}`,
    '',
  ];
}

/** Nothing where one approver is enough. */
function byTwo({ rules, proposal }: Asked): string[] {
  if ((rules?.required ?? 1) < 2) return [];
  if (!proposal) return ['Two people have to approve: what the first one ticks, a second one confirms.', ''];
  const { decidedBy, decidedAt } = proposal;
  return [
    `${quoted(decidedBy)} made a proposal on ${momentText(decidedAt)}: it waits for a second person to confirm it.`,
    '',
  ];
}

function decideHere({ look, consequence, otherwise }: RequestWords, link: string): string[] {
  return [
    look,
    '',
    link,
    '',
    'Opening the link changes nothing. It is yours: whoever holds it can decide in your name, so do not forward it.',
    `${consequence} If nobody decides in time, ${otherwise}.`,
  ];
}
