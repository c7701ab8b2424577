import { isDeepStrictEqual } from 'node:util';
import {
  ApprovalRequest,
  type ApprovalRules,
  type Decider,
  Decision,
  Proposal,
} from '../../lambdas/run/model';
import type { AnyReport } from '../../lambdas/tasks/shapes';
import { type FoundProposal, wrongProposal } from './proposal-check';
import { digestOf, type RunReader } from './run-files';
import { identitiesIn, notAsked } from './who-was-asked';

/** What a run left of its approval, and the digest of its plan. */
export interface StoredApproval {
  readonly approval: ApprovalRequest | undefined;
  readonly decision: Decision | undefined;
  /** The first word of two; `undefined` where the decision confirms none. */
  readonly proposal: FoundProposal | undefined;
  readonly planDigest: string | undefined;
}

type Decided = Extract<Decision, { decidedBy: string }>;

/** What is wrong with a decision, and what of it nobody can check. */
interface Findings {
  readonly problems: readonly string[];
  readonly missing: readonly string[];
}

/** Reads all of it. */
export function approvalIn(reader: RunReader): StoredApproval {
  const decision = reader.read('decision.json', Decision);
  const number = decision && 'proposal' in decision ? decision.proposal?.number : undefined;
  const file = `proposals/${number}.json`;
  return {
    approval: reader.read('approval.json', ApprovalRequest),
    decision,
    proposal:
      number === undefined
        ? undefined
        : { stored: reader.read(file, Proposal), digest: digestOf(reader.files.get(file)) },
    planDigest: digestOf(reader.files.get('plan.json')),
  };
}

/** Whether the decision is about this plan and this run, and was made by as many of those who were asked as it takes. */
export function approvalFindings(stored: StoredApproval, report: AnyReport): Findings {
  const { approval, decision } = stored;
  const problems: string[] = [];
  if (!isDeepStrictEqual(report.decision, decision))
    problems.push('report.json shows another decision than decision.json.');
  if (approval && approval.run !== report.run)
    problems.push(`approval.json is of the run ${approval.run}, and report.json of ${report.run}.`);
  if (approval) problems.push(...otherPlan('approval.json', approval.planDigest, stored));
  if (!decision || !('decidedBy' in decision)) return { problems, missing: [] };
  problems.push(...otherPlan('decision.json', decision.planDigest, stored));
  if (!approval) return { problems, missing: ['There is no approval.json, which says who was asked.'] };
  const deciders = [decision, ...(decision.proposal ? [decision.proposal] : [])];
  return {
    problems: [
      ...problems,
      ...deciders.flatMap((decider) => notAsked(decider, approval)),
      ...(decision.decision === 'APPROVED' ? tooFew(decision, stored, approval.rules) : []),
    ],
    missing: [],
  };
}

function otherPlan(file: string, digest: string, { planDigest = 'none' }: StoredApproval): string[] {
  return digest === planDigest
    ? []
    : [`${file} is about the plan with the digest ${digest}; that of plan.json is ${planDigest}.`];
}

/** What two people have to approve, two people approved: the very same plan, one after the other. */
function tooFew(decision: Decided, stored: StoredApproval, rules: ApprovalRules | undefined): string[] {
  if (!rules) return [];
  const { proposal } = decision;
  const deciders = [decision, ...(proposal ? [proposal] : [])];
  const problems = proposal ? wrongProposal(decision, stored.proposal) : [];
  if (rules.required > deciders.length)
    problems.push(`${rules.required} people had to approve, and ${deciders.length} did.`);
  if (proposal && same(identitiesIn(proposal), identitiesIn(decision), rules))
    problems.push(`${proposal.decidedBy} and ${decision.decidedBy} approved, and are one person.`);
  const { identity, others = 0 } = rules.requester ?? {};
  const isOther = (decider: Decider) => !same(identitiesIn(decider), [identity ?? ''], rules);
  if (identity !== undefined && deciders.filter(isOther).length < others)
    problems.push(`${identity} started the run, and approved it.`);
  return problems;
}

/** Whether one of these is one of those, or listed with one as the same person. */
function same(these: readonly string[], those: readonly string[], { people }: ApprovalRules): boolean {
  return [[...these], ...people.filter((names) => these.some((each) => names.includes(each)))].some((names) =>
    those.some((each) => names.includes(each)),
  );
}
