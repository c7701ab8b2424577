import type { StoredProposal } from '../approval/proposals';
import { howKnown } from '../report/decider-words';
import type { ConfirmedProposal } from '../run/model';
import { Fact, Moment } from './facts';

type Proposed = Omit<ConfirmedProposal, 'number' | 'digest'>;

/** The facts of a proposal: who made it, when and from where, and what they said of it. */
export function ProposalFacts({ proposal }: { proposal: Proposed }) {
  const { name, decidedBy, knownBy, decidedAt, sourceIp, comment } = proposal;
  return (
    <>
      <Fact term="Proposed by">
        {name && <>{name}, </>}
        {decidedBy} <small>({howKnown(knownBy)})</small>
      </Fact>
      <Fact term="Proposed">
        <Moment at={decidedAt} />, from {sourceIp}
      </Fact>
      {comment && (
        <>
          <dt>Their comment</dt>
          <dd class="pre">{comment}</dd>
        </>
      )}
    </>
  );
}

/** By what a form says which proposal was on its page: none is number 0. */
export function SeenProposalFields({ seen }: { seen: StoredProposal | undefined }) {
  if (!seen) return null;
  return (
    <>
      <input type="hidden" name="proposal" value={`${seen.number}`} />
      <input type="hidden" name="proposal-digest" value={seen.digest} />
    </>
  );
}
