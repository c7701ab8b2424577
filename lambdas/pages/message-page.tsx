import { document, Page } from './layout';

/** The one answer to every address that is no valid link: it must not tell what was wrong with it. */
export function notFoundPage(): string {
  return document(
    <Page title="Nothing here">
      <h1>There is nothing at this address</h1>
      <p class="lead">The link is incomplete, or it was never one of ours.</p>
      <p>
        Mail programs sometimes break a long link in two. Copy it from the email as a whole and try again.
      </p>
    </Page>,
  );
}

/** The page of an approval for which nobody could be asked, so that there is nothing to decide. */
export function closedPage(run: string): string {
  return document(
    <Page title="This approval is closed">
      <h1>This approval is closed</h1>
      <p class="lead">
        The approvers of run <code>{run}</code> could not all be asked, so the run went on without a decision.
      </p>
      <p>Nothing was changed. Start a new run to be asked again.</p>
    </Page>,
  );
}

/** The page where the stored plan is not what the approvers were asked about. */
export function planChangedPage(): string {
  return document(
    <Page title="This plan was changed">
      <h1>This plan was changed</h1>
      <p class="lead">The stored plan is not the one that you were asked about: its digest differs.</p>
      <p>
        It cannot be approved, and nothing is deleted. Find out who wrote to the run’s bucket, then start
        again.
      </p>
    </Page>,
  );
}

/** The answer to a form that another site's page sent: it decides nothing. */
export function foreignFormPage(): string {
  return document(
    <Page title="Not from this page">
      <h1>This did not come from this page</h1>
      <p class="lead">
        Nothing was decided: a decision is made with the buttons of the page behind your link.
      </p>
      <p>Open the link in your email, and decide there.</p>
    </Page>,
  );
}

/** The page where the approval API failed: it says nothing about the error. */
export function errorPage(): string {
  return document(
    <Page title="Something went wrong">
      <h1>Something went wrong on our side</h1>
      <p class="lead">Open your link again: it shows whether a decision was stored.</p>
      <p>If this page comes back, the function’s log says why.</p>
    </Page>,
  );
}
