import type { Child } from 'hono/jsx';
import { isOfRehearsal, type OpenedLink } from '../approval/approval-state';
import type { Person } from '../identity/person';
import type { RunOrganization } from '../run/model';
import type { AnyPlan } from '../tasks/shapes';
import { Fact, Moment } from './facts';
import { document, Page } from './layout';
import { OrganizationFact } from './request-facts';

/** What somebody is called who signed in: by their address, or else as the provider knows them. */
const calledAt = ({ email, subject }: Person) => email ?? subject;

interface AskedProps {
  readonly link: OpenedLink;
  readonly organization?: RunOrganization;
  readonly children?: Child;
}

/** What a link says before anybody has signed in: nothing of the plan. */
function Asked({ link, organization, children }: AskedProps) {
  return (
    <dl class="facts">
      {organization && <OrganizationFact organization={organization} />}
      <Fact term="Run">
        <code>{link.run}</code>
      </Fact>
      <Fact term="This link was sent to">
        <strong>{link.approver.email}</strong>
      </Fact>
      {children}
      <Fact term="Decide by">
        <Moment at={link.approval.expiresAt} />
      </Fact>
    </dl>
  );
}

interface SignInLinkProps {
  readonly link: OpenedLink;
  /** Has the provider ask who it is, whoever is signed in there. */
  readonly again?: boolean;
  readonly inNewTab?: boolean;
  readonly children: Child;
}

/**
 * A link and no form: browsers apply `form-action` to where a form's answer leads, and a provider may lead on to others.
 * It changes nothing but what this browser remembers.
 */
function SignInLink({ link, again, inNewTab, children }: SignInLinkProps) {
  const elsewhere = inNewTab ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return (
    <p class="buttons">
      <a class="button" href={`${link.path}/sign-in${again ? '?again' : ''}`} {...elsewhere}>
        {children}
      </a>
    </p>
  );
}

/** The page of a link whose approver has to sign in first. */
export function signInPage(link: OpenedLink, { organization }: AnyPlan, issuer: string): string {
  const title = 'Sign in to read and decide';
  return document(
    <Page title={title} isRehearsal={isOfRehearsal(link)}>
      <h1>{title}</h1>
      <p class="lead">
        You are asked to decide about root user credentials in this AWS organization. If nobody decides,
        nothing is changed.
      </p>
      <Asked link={link} organization={organization}>
        <Fact term="Sign in at">{issuer}</Fact>
      </Asked>
      <p>
        The plan is shown to whoever this link was sent to, after they have signed in. If you did not expect
        it, ask those who run this organization first, and not by answering the mail.
      </p>
      <SignInLink link={link}>Sign in</SignInLink>
    </Page>,
  );
}

interface SignInAgainProps {
  readonly link: OpenedLink;
  /** The fields of the form that was sent, without its decision. */
  readonly fields: readonly (readonly [string, string])[];
}

/** The answer to a form of somebody whose session is over: it keeps what was ticked and typed. */
export function signInAgainPage({ link, fields }: SignInAgainProps): string {
  const title = 'You are signed out';
  return document(
    <Page title={title} isRehearsal={isOfRehearsal(link)}>
      <div class="note warn" role="alert">
        <p>
          <strong>Nothing was decided.</strong> Your sign-in was over when you sent the form. What you ticked
          and typed is kept on this page.
        </p>
      </div>
      <h1>{title}</h1>
      <Asked link={link} />
      <h2>First, sign in again</h2>
      <p>It opens a tab of its own. Come back to this one then.</p>
      <SignInLink link={link} inNewTab>
        Sign in again
      </SignInLink>
      <h2>Then look at your form once more</h2>
      <form method="post" action={link.path}>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <p>It is as you left it, but for the last question.</p>
        <div class="buttons">
          <button type="submit">Show my form again</button>
        </div>
      </form>
    </Page>,
  );
}

interface SomebodyProps {
  readonly link: OpenedLink;
  readonly person: Person;
}

function SignedInAs({ person }: Pick<SomebodyProps, 'person'>) {
  return (
    <Fact term="You are signed in as">
      <strong>{calledAt(person)}</strong>
      <br />
      <small>
        {person.subject} at {person.issuer}
      </small>
    </Fact>
  );
}

/** Asks whoever is the first to sign in with a link of an approver whether that is them. */
export function isThisYouPage({ link, person }: SomebodyProps): string {
  const { email } = link.approver;
  return document(
    <Page title={`Are you ${email}?`} isRehearsal={isOfRehearsal(link)}>
      <h1>Are you {email}?</h1>
      <p class="lead">Nobody has signed in with a link that was sent to this address before.</p>
      <Asked link={link}>
        <SignedInAs person={person} />
      </Asked>
      <p>
        If it is yours, say so once: from then on nobody else decides with a link that is sent to it. If it is
        not, the link is not for you: tell whoever gave it to you.
      </p>
      <form method="post" action={`${link.path}/this-is-me`}>
        <div class="buttons">
          <button type="submit">Yes, {email} is mine</button>
        </div>
      </form>
      <SignInLink link={link} again>
        Sign in as somebody else
      </SignInLink>
    </Page>,
  );
}

/** The page for somebody who signed in and is not whom the link was sent to. */
export function wrongPersonPage({ link, person }: SomebodyProps): string {
  const title = 'This link is for somebody else';
  return document(
    <Page title={title} isRehearsal={isOfRehearsal(link)}>
      <h1>{title}</h1>
      <p class="lead">
        {person.email === link.approver.email
          ? `You are signed in as ${person.subject}, whose address is given as ${person.email}: this is not the sign-in that decides for this address.`
          : `You are signed in as ${calledAt(person)}; this link is for ${link.approver.email}.`}
      </p>
      <Asked link={link}>
        <SignedInAs person={person} />
      </Asked>
      <p>
        Nothing was changed. If you are {link.approver.email} and sign in as somebody new, those who run this
        app have to say so: “Who an approver is” in its documentation on signing in.
      </p>
      <SignInLink link={link} again>
        Sign in as somebody else
      </SignInLink>
    </Page>,
  );
}

/** The page for somebody who has signed out. */
export function signedOutPage(link: OpenedLink, endSession: URL | undefined): string {
  const title = 'You are signed out';
  return document(
    <Page title={title}>
      <h1>{title}</h1>
      <p class="lead">This page shows nothing more and takes no decision until somebody signs in again.</p>
      {endSession && (
        <p>
          You may still be signed in at {endSession.origin}: <a href={endSession.href}>sign out there, too</a>
          .
        </p>
      )}
      <SignInLink link={link} again>
        Sign in again
      </SignInLink>
    </Page>,
  );
}

/** The page where the provider does not answer. */
export function providerDownPage(link: OpenedLink): string {
  const title = 'The sign-in does not answer';
  return document(
    <Page title={title}>
      <h1>{title}</h1>
      <p class="lead">The provider that you sign in with did not answer in time, or not as it should.</p>
      <p>
        Nothing was changed. Try again in a moment; the run waits until{' '}
        <Moment at={link.approval.expiresAt} />. If it goes on, those who run your organization’s sign-in
        should know.
      </p>
      <SignInLink link={link}>Try again</SignInLink>
    </Page>,
  );
}

/** The page where the provider’s answer signs nobody in. */
export function notSignedInPage(link: OpenedLink): string {
  const title = 'You are not signed in';
  return document(
    <Page title={title}>
      <h1>{title}</h1>
      <p class="lead">
        The provider refused, or its answer was not the one to this sign-in. The function’s log says which.
      </p>
      <p>Nothing was changed.</p>
      <SignInLink link={link} again>
        Sign in again
      </SignInLink>
    </Page>,
  );
}
