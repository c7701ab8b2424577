import type { Context } from 'hono';
import type { OpenedLink } from '../approval/approval-state';
import type { RunStore } from '../run/run-store';
import type { Tasks } from '../tasks/registry';

/** What the page works with: run store, and the clock that expires links. It can tell the workflow nothing. */
export interface ApprovalServices {
  readonly store: RunStore;
  readonly now: () => Date;
  /** @default every privileged task of this app */
  readonly tasks?: Tasks;
}

/** What a valid link is answered with. */
export type LinkAnswer = (services: ApprovalServices, link: OpenedLink, c: Context) => Promise<Response>;
