import type { StoredProposal } from '../../lambdas/approval/proposals';
import { splitByProposal } from '../../lambdas/approval/split-by-proposal';
import { cautionsIn } from '../../lambdas/approval/tick-boxes';
import { howKnown } from '../../lambdas/report/decider-words';
import { count, kindNames, lastUsedText, momentText, shownId } from '../../lambdas/report/words';
import type { Credential, Plan, PlannedAccount, Proposal } from '../../lambdas/run/model';
import type { AnyPlan } from '../../lambdas/tasks/shapes';
import { type Asking, indented, no } from '../terminal/ask';
import { printCautions, warningOf } from '../terminal/ask-each';
import { printable } from '../terminal/printable';
import { labelled, wrapLines } from '../terminal/wrap';

/** Shows what somebody has proposed as it is, and asks whether to confirm exactly that; only y is a yes. */
export async function askAboutProposal(
  plan: AnyPlan,
  { proposal }: StoredProposal,
  asking: Asking,
): Promise<'confirm' | 'refuse' | 'neither'> {
  printFacts(proposal, asking);
  const question = plan.kind === 'task' ? 'Confirm exactly this?' : printSelection(plan, proposal, asking);
  asking.print(wrapLines(`${question} y, N, or r to refuse`, asking.width));
  const pressed = (await asking.key(['y', 'Y', 'r', 'R', ...no])).toLowerCase();
  if (pressed === 'r') return 'refuse';
  return pressed === 'y' ? 'confirm' : 'neither';
}

function printFacts(proposal: Proposal, { print, width }: Asking): void {
  const { name, decidedBy, knownBy, decidedAt, sourceIp, comment } = proposal;
  const who = `${name ? `${name}, ` : ''}${decidedBy} (${howKnown(knownBy)})`;
  const facts = {
    'Proposed by': who,
    Proposed: `${momentText(decidedAt)}, from ${sourceIp}`,
    Comment: comment,
  };
  for (const [label, fact] of Object.entries(facts))
    if (fact) print(labelled(`${label}:`, printable(fact), width).join('\n'));
}

/** Gives the question that comes last. */
function printSelection(plan: Plan, proposal: Proposal, asking: Asking): string {
  const { chosen, leftOut } = splitByProposal(plan, proposal);
  asking.print(plan.mode === 'rehearsal' ? '\nWhat would be deleted:' : '\nDeleted then:');
  printAccounts(chosen, plan.plannedAt, asking);
  asking.print(leftOut.length > 0 ? '\nLeft out, so that it stays:' : '\nNothing is left out.');
  printAccounts(leftOut, plan.plannedAt, asking);
  const cautions = cautionsIn(chosen, plan.plannedAt);
  if (cautions.length > 0) asking.print('\nTo be deleted, and used lately, or nobody can tell:');
  printCautions(cautions, plan.plannedAt, asking);
  const credentials = chosen.flatMap((account) => account.credentials).length;
  const what = `delete ${count(credentials, 'credential')} in ${count(chosen.length, 'account')}`;
  return `\nConfirm exactly this: ${what}? ${warningOf(plan)}`;
}

function printAccounts(
  accounts: readonly PlannedAccount[],
  plannedAt: string,
  { print, width }: Asking,
): void {
  for (const { accountId, name, credentials } of accounts) {
    print(indented(printable(`${name} (${accountId}):`), width));
    for (const credential of credentials)
      print(indented(printable(`  ${evidenceOf(credential, plannedAt)}`), width));
  }
}

const evidenceOf = (credential: Credential, plannedAt: string) =>
  `${`${kindNames[credential.kind]} ${shownId(credential)}`.trimEnd()}, last used: ${lastUsedText(credential.lastUsed, plannedAt)}`;
