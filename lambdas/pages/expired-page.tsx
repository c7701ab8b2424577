import type { OpenedLink } from '../approval/approval-state';
import type { AnyReport } from '../tasks/shapes';
import { Moment } from './facts';
import { Finished } from './finished';
import { document, Page } from './layout';

/** The page once the time is up and nobody has decided. */
export function expiredPage(link: OpenedLink, report: AnyReport | undefined): string {
  return document(
    <Page title="Nobody decided in time">
      <h1>Nobody decided in time</h1>
      <p class="lead">
        Run <code>{link.run}</code> could be decided until <Moment at={link.approval.expiresAt} />.
      </p>
      <p>Nothing was changed, and this link decides nothing any more. Start a new run to be asked again.</p>
      {report && <Finished report={report} path={link.path} />}
    </Page>,
  );
}
