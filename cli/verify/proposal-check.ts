import { isDeepStrictEqual } from 'node:util';
import type { Decision, Proposal } from '../../lambdas/run/model';

type Decided = Extract<Decision, { decidedBy: string }>;

/** The proposal that a decision confirms, as it is stored; a part is missing where there is no such file. */
export interface FoundProposal {
  readonly stored: Proposal | undefined;
  readonly digest: string | undefined;
}

/** What is wrong with the first of two words: it has to be there, as the second one saw it, and about the same. */
export function wrongProposal(decision: Decided, found: FoundProposal | undefined): string[] {
  const { proposal } = decision;
  const file = `proposals/${proposal?.number}.json`;
  if (!found?.stored) return [`The decision confirms ${file}, which is missing.`];
  const { stored, digest } = found;
  const problems: string[] = [];
  if (digest !== proposal?.digest)
    problems.push(
      `The decision confirms ${file} with the digest ${proposal?.digest}; its digest is ${digest}.`,
    );
  if (!isDeepStrictEqual(saidBy(stored), proposal && saidBy(proposal)))
    problems.push(`${file} is of ${stored.decidedBy}, and not what the decision says of who proposed.`);
  if (stored.planDigest !== decision.planDigest)
    problems.push(`${file} is about the plan with the digest ${stored.planDigest}.`);
  if (stored.decidedAt > decision.decidedAt)
    problems.push(
      `${file} was made at ${stored.decidedAt}, after its confirmation at ${decision.decidedAt}.`,
    );
  return [...problems, ...otherSelection(file, stored, decision)];
}

/** Who proposed and how that is known, when, from where, and their words. */
function saidBy({
  decidedBy,
  knownBy,
  decidedAt,
  sourceIp,
  name,
  comment,
}: Omit<Proposal, 'planDigest' | 'credentials'>) {
  return { decidedBy, knownBy, decidedAt, sourceIp, name, comment };
}

function otherSelection(file: string, stored: Proposal, decision: Decided): string[] {
  if (stored.task !== decision.task) return [`${file} is about another task than the decision.`];
  const isSame = isDeepStrictEqual(idsIn(stored), idsIn(decision));
  return isSame ? [] : [`${file} is about other credentials than the decision.`];
}

const idsIn = ({ credentials }: Pick<Proposal, 'credentials'>) =>
  credentials.map(({ accountId, kind, id }) => `${accountId} ${kind} ${id}`).sort();
