import type { Child } from 'hono/jsx';
import { isOfRehearsal, type OpenedLink } from '../approval/approval-state';
import { document, Page } from './layout';

/** The one answer to every address that is no valid link: it must not tell what was wrong with it. */
export function notFoundPage(): string {
  return messagePage(
    'Nothing here',
    'There is nothing at this address',
    'The link is incomplete, or it was never one of ours.',
    'Mail programs sometimes break a long link in two. Copy it from the email as a whole and try again.',
  );
}

/** The page of an approval for which nobody could be asked, so that there is nothing to decide. */
export function closedPage(link: OpenedLink): string {
  const title = 'This approval is closed';
  return messagePage(
    title,
    title,
    <>
      The approvers of run <code>{link.run}</code> could not all be asked, so the run went on without a
      decision.
    </>,
    'Nothing was changed. Start a new run to be asked again.',
    isOfRehearsal(link),
  );
}

/** The page where the stored plan is not what the approvers were asked about. */
export function planChangedPage(): string {
  const title = 'This plan was changed';
  return messagePage(
    title,
    title,
    'The stored plan is not the one that you were asked about: its digest differs.',
    'It cannot be approved, and nothing is deleted. Find out who wrote to the run’s bucket, then start again.',
  );
}

/** The answer to a form that another site's page sent: it decides nothing. */
export function foreignFormPage(): string {
  return messagePage(
    'Not from this page',
    'This did not come from this page',
    'Nothing was decided: a decision is made with the buttons of the page behind your link.',
    'Open the link in your email, and decide there.',
  );
}

/** The page where the approval API failed: it says nothing about the error. */
export function errorPage(): string {
  return messagePage(
    'Something went wrong',
    'Something went wrong on our side',
    'Open your link again: it shows whether a decision was stored.',
    'If this page comes back, the function’s log says why.',
  );
}

function messagePage(title: string, heading: string, lead: Child, more: string, isRehearsal = false): string {
  return document(
    <Page title={title} isRehearsal={isRehearsal}>
      <h1>{heading}</h1>
      <p class="lead">{lead}</p>
      <p>{more}</p>
    </Page>,
  );
}

/** The answer to whoever comes back from a sign-in that this browser did not begin, or too long ago. */
export function noSignInPage(): string {
  return messagePage(
    'Sign in once more',
    'This sign-in is over',
    'It was begun in another browser, more than ten minutes ago, or came to its end before.',
    'Nothing was changed. Open the link in your email, and sign in again.',
  );
}

/** The page of a run that asked for a sign-in with a provider that the app does not know any more. */
export function otherProviderPage(link: OpenedLink): string {
  const title = 'Nobody can sign in for this run';
  return messagePage(
    title,
    title,
    'It was to be decided by people who sign in, and the app’s sign-in was changed or taken away since.',
    'Nothing was changed. Start a new run to be asked again.',
    isOfRehearsal(link),
  );
}
