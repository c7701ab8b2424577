import * as z from 'zod/mini';
import { needsConfirmation } from '../report/words';
import type { ApprovalRequest, ApprovalRules, Decider, Decision } from '../run/model';
import type { RunStore } from '../run/run-store';
import { ApprovalsMissingError } from '../skeleton/errors';
import type { AnyPlan } from '../tasks/shapes';
import { identitiesOf, isOnePerson, maySamePerson } from './persons';
import { readProposal, type StoredProposal } from './proposals';

/** What the configuration asks for beyond one approver's word: the text of a function's environment variable. */
export const ConfiguredRules = z.object({
  required: z.number(),
  for: z.enum(['everything', 'used-lately-and-tasks']),
  requester: z.optional(z.literal('may-not-approve')),
  people: z.array(z.array(z.string())),
});
export type ConfiguredRules = z.infer<typeof ConfiguredRules>;

/** Who started a run: an ARN or what the execution input says, and whether that is more than a claim. */
export type Requester = Pick<NonNullable<ApprovalRules['requester']>, 'identity' | 'isKnown'>;

/**
 * What a run asks for; `undefined` where one approver's word is enough. Where nobody knows who started it, two people
 * have to approve: one of them did not start it.
 */
export function rulesFor(
  configured: ConfiguredRules | undefined,
  plan: AnyPlan,
  requester: Requester,
): ApprovalRules | undefined {
  if (!configured) return undefined;
  const { people } = configured;
  const others = isUnderTwo(configured, plan) ? configured.required : 1;
  if (!configured.requester) return others > 1 ? { required: others, people } : undefined;
  const required = requester.isKnown ? others : Math.max(others, 2);
  return { required, requester: { ...requester, others }, people };
}

function isUnderTwo({ for: what }: ConfiguredRules, plan: AnyPlan): boolean {
  if (what === 'everything' || plan.kind === 'task') return true;
  return plan.accounts.some(({ credentials }) =>
    credentials.some((credential) => needsConfirmation(credential, plan.plannedAt)),
  );
}

/** How many people have to approve a run. */
export const requiredBy = ({ rules }: Pick<ApprovalRequest, 'rules'>): number => rules?.required ?? 1;

/** Why somebody may not approve a run, in a sentence; `undefined` where they may. Anybody who was asked may refuse. */
export function whyNotApprove(
  { rules }: Pick<ApprovalRequest, 'rules'>,
  decider: Decider,
): string | undefined {
  if (!rules) return undefined;
  const identities = identitiesOf(decider);
  if (isRequester(rules, decider))
    return 'You started this run, as far as is known, and whoever starts a run may not approve it. Somebody else has to; you can refuse it.';
  const isTold = isOnePerson(identities, rules.people);
  return isTold || rules.required < 2
    ? undefined
    : 'Two people have to approve, and your identity does not tell which person you are. Use your own, or have it listed under “people” in the configuration.';
}

function isRequester({ requester, people }: ApprovalRules, decider: Decider): boolean {
  const { identity } = requester ?? {};
  return identity !== undefined && maySamePerson([identity], identitiesOf(decider), people);
}

/** Whether two deciders may be the same person, in doubt they are. */
export function isSameDecider(one: Decider, other: Decider, people: ApprovalRules['people'] = []): boolean {
  return maySamePerson(identitiesOf(one), identitiesOf(other), people);
}

type Approved = Extract<Decision, { decidedBy: string }>;

/**
 * Whether an approval is by as many people as its run asks for, from what is stored: whatever stored the decision, it
 * allows nothing without.
 * @throws ApprovalsMissingError
 */
export async function assertApprovedByEnough(
  store: RunStore,
  approval: ApprovalRequest,
  decision: Approved,
  known?: Requester,
): Promise<void> {
  const rules = withRequester(approval.rules, known);
  if (!rules) return;
  const first = decision.proposal && (await readProposal(store, approval.run, decision.proposal.number));
  const problem = whatApprovalLacks(rules, decision, first);
  if (problem) throw new ApprovalsMissingError(`${problem} Nothing was deleted.`);
}

/** What CloudTrail says of the requester by now takes the place of what was when approvers were asked. */
function withRequester(
  rules: ApprovalRules | undefined,
  known: Requester | undefined,
): ApprovalRules | undefined {
  if (!rules?.requester || !known) return rules;
  return { ...rules, requester: { ...rules.requester, ...known } };
}

/** What an approval lacks, in a sentence; `undefined` where nothing. */
export function whatApprovalLacks(
  rules: ApprovalRules,
  decision: Approved,
  first: StoredProposal | undefined,
): string | undefined {
  if (rules.required > 1) {
    if (!decision.proposal || !first)
      return 'Two people have to approve this run, and there is no proposal of a first one.';
    if (first.digest !== decision.proposal.digest || !isSameSelection(first.proposal, decision))
      return 'What the second person confirmed is not what the first one proposed.';
    if (isSameDecider(first.proposal, decision, rules.people))
      return `Two people have to approve this run, and ${decision.decidedBy} may be the one who proposed.`;
  }
  const deciders = [decision, ...(first ? [first.proposal] : [])];
  const others = deciders.filter((decider) => !isRequester(rules, decider)).length;
  return others < (rules.requester?.others ?? 0)
    ? `${rules.requester?.identity} started this run, and may not approve it.`
    : undefined;
}

type Selection = Pick<Approved, 'planDigest' | 'credentials' | 'task'>;

/** Whether two selections are of exactly the same credentials of the same plan. */
function isSameSelection(one: Selection, other: Selection): boolean {
  const keysOf = ({ credentials }: Selection) =>
    credentials.map(({ accountId, kind, id }) => `${accountId}/${kind}/${id}`).sort();
  return (
    one.planDigest === other.planDigest &&
    one.task === other.task &&
    JSON.stringify(keysOf(one)) === JSON.stringify(keysOf(other))
  );
}
