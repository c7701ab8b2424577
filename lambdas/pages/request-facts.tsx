import type { OpenedLink } from '../approval/approval-state';
import { howKnown } from '../report/decider-words';
import { organizationNames, whoAsks } from '../report/request-words';
import { clipped, timeLeftText } from '../report/words';
import type { RunOrganization } from '../run/model';
import type { AnyPlan } from '../tasks/shapes';
import { Fact, Moment, ReasonGiven } from './facts';

interface RequestProps {
  readonly link: OpenedLink;
  readonly plan: AnyPlan;
}

/** What whoever is asked has to know first: which organization, who asks, why, until when, and what happens else. */
export function RequestFacts({ link, plan, now }: RequestProps & { readonly now: Date }) {
  const otherwise = plan.kind === 'task' ? 'nothing is changed' : 'nothing is deleted';
  const { expiresAt } = link.approval;
  const asks = whoAsks(plan);
  return (
    <dl class="facts">
      {plan.organization && <OrganizationFact organization={plan.organization} />}
      {asks && (
        <Fact term="Asked for by">
          {clipped(asks)} {plan.origin?.startedBy && <small>(as the start of the run says)</small>}
        </Fact>
      )}
      <ReasonGiven reason={plan.reason} />
      <Fact term="Decide by">
        <strong>
          <Moment at={expiresAt} />
        </strong>{' '}
        ({timeLeftText(expiresAt, now)} left). If nobody decides, {otherwise}.
      </Fact>
    </dl>
  );
}

/** The organization that a run is in. */
export function OrganizationFact({ organization }: { organization: RunOrganization }) {
  const { name, ids } = organizationNames(organization);
  return (
    <Fact term="Organization">
      <strong>{clipped(name)}</strong> <small>({ids})</small>
    </Fact>
  );
}

interface RequestDetailsProps extends RequestProps {
  /** What the plan was made from, for instance `12 member accounts`. */
  readonly from: string;
}

/** What tells one request from another: run and plan, and whom it asks. */
export function RequestDetails({ link, plan, from }: RequestDetailsProps) {
  return (
    <dl class="facts">
      <Fact term="You are">
        <strong>{link.decider.decidedBy}</strong>
        <br />
        <small>
          {link.decider.knownBy
            ? `You ${howKnown(link.decider.knownBy)}.`
            : 'This link is yours: whoever holds it can decide as you. Do not forward it.'}
        </small>
      </Fact>
      <Fact term="Run">
        <code>{plan.run}</code>
      </Fact>
      <Fact term="Planned">
        <Moment at={plan.plannedAt} />, from {from}
      </Fact>
    </dl>
  );
}

/** Says why the form that was just sent decided nothing; nothing where it is shown for the first time. */
export function NothingDecided({ problem }: { problem: string | undefined }) {
  if (!problem) return null;
  return (
    <div class="note danger" role="alert">
      <p>
        <strong>Nothing was decided.</strong> {problem}
      </p>
    </div>
  );
}
