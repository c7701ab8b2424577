import { isSameDecider, whyNotApprove } from '../approval/approval-rules';
import { isOfRehearsal, type OpenedLink } from '../approval/approval-state';
import type { StoredProposal } from '../approval/proposals';
import { splitByProposal } from '../approval/split-by-proposal';
import { clipped, count, rehearsalNotice } from '../report/words';
import type { Plan, PlannedAccount } from '../run/model';
import { document, Page } from './layout';
import { Cautions } from './pending-page';
import { AccountIdLine, CredentialLine } from './planned-account';
import { ProposalFacts } from './proposal-facts';
import { NothingDecided, RequestDetails, RequestFacts } from './request-facts';
import { YourDecision } from './your-decision';

/** A proposal on a purge, and who looks at it. */
export interface Proposed {
  readonly link: OpenedLink;
  readonly plan: Plan;
  readonly last: StoredProposal;
  readonly now: Date;
  readonly name?: string;
  readonly comment?: string;
  /** Why the form just sent decided nothing. */
  readonly problem?: string;
}

/** The page of a proposal: whoever made it waits there, and another person confirms exactly that, or refuses. */
export function proposalPage(proposed: Proposed): string {
  const { link, plan, last, problem } = proposed;
  const { chosen, leftOut } = splitByProposal(plan, last.proposal);
  const credentials = chosen.flatMap((account) => account.credentials).length;
  const what = `${count(credentials, 'root user credential')} in ${count(chosen.length, 'account')}`;
  const isOwn = isSameDecider(last.proposal, link.decider, link.approval.rules?.people);
  const title = isOwn ? `Proposed: delete ${what}` : `Confirm: delete ${what}?`;
  return document(
    <Page
      title={problem ? `Not decided yet – ${title}` : title}
      withScript
      refresh={isOwn ? 15 : undefined}
      isRehearsal={isOfRehearsal(link)}
    >
      <NothingDecided problem={problem} />
      <h1>{title}</h1>
      {isOwn && <WaitsForAnother />}
      <dl class="facts">
        <ProposalFacts proposal={last.proposal} />
      </dl>
      <RequestFacts {...proposed} />
      <Cautions accounts={chosen} plannedAt={plan.plannedAt} isConfirmed />
      <section aria-labelledby="proposed">
        <h2 id="proposed">
          {isOfRehearsal(link) ? 'What would be deleted' : 'What is deleted once this is confirmed'}
        </h2>
        <Accounts accounts={chosen} plannedAt={plan.plannedAt} />
      </section>
      {leftOut.length > 0 && (
        <section aria-labelledby="left-out">
          <h2 id="left-out">Left out</h2>
          <p>Found as well, and not in the proposal: this stays as it is.</p>
          <Accounts accounts={leftOut} plannedAt={plan.plannedAt} />
        </section>
      )}
      <RequestDetails link={link} plan={plan} from={count(plan.accounts.length, 'member account')} />
      {isOwn ? <ChooseOtherwise /> : <ConfirmForm {...proposed} what={what} />}
    </Page>,
  );
}

/** What whoever made a proposal sees until somebody answers it; the script looks again by itself. */
export function WaitsForAnother() {
  return (
    <div class="note" role="status" data-follow="">
      <p>
        <strong>Your proposal waits for a second person,</strong> who confirms exactly this or refuses. Until
        then nothing is done. This page shows what they decide.
      </p>
    </div>
  );
}

/** Starts the count again, for whoever would have it another way. */
export function ChooseOtherwise() {
  return (
    <p class="screen">
      <a href="?choose=otherwise">Choose otherwise, or refuse</a>: another selection takes the place of this
      proposal, and a second person has to confirm that one.
    </p>
  );
}

function ConfirmForm({ link, last, name, comment, what }: Proposed & { what: string }) {
  const notice = isOfRehearsal(link) ? rehearsalNotice : 'This cannot be undone.';
  return (
    <form method="post">
      <YourDecision
        link={link}
        seen={last}
        confirms
        name={name}
        comment={comment}
        approve="Confirm exactly this"
        refuse="Refuse everything"
        refused="Nothing is deleted then."
      >
        <strong>Delete {what}.</strong> {notice}
      </YourDecision>
      {whyNotApprove(link.approval, link.decider) === undefined && <ChooseOtherwise />}
    </form>
  );
}

function Accounts({ accounts, plannedAt }: { accounts: PlannedAccount[]; plannedAt: string }) {
  return (
    <>
      {accounts.map((account) => (
        <section class="card account" aria-label={account.name}>
          <h3 id={`account-${account.accountId}`}>{clipped(account.name)}</h3>
          <AccountIdLine account={account} />
          {account.credentials.map((credential) => (
            <CredentialLine credential={credential} plannedAt={plannedAt} />
          ))}
        </section>
      ))}
    </>
  );
}
