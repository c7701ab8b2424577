import type { Context } from 'hono';
import type { OpenedLink } from '../approval/approval-state';
import type { DecisionServices } from '../approval/store-decision';
import type { Tasks } from '../tasks/registry';

/** What the page works with. It cannot tell the workflow anything itself. */
export interface ApprovalServices extends DecisionServices {
  /** @default every privileged task of this app */
  readonly tasks?: Tasks;
}

/** What a valid link is answered with. */
export type LinkAnswer = (services: ApprovalServices, link: OpenedLink, c: Context) => Promise<Response>;
