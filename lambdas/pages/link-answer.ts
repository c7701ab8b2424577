import type { Context } from 'hono';
import type { OpenedLink } from '../approval/approval-state';
import type { RunStore } from '../run/run-store';
import type { Tasks } from '../tasks/registry';

/** What the page works with: run store, and the clock that expires links. It cannot tell the workflow anything itself. */
export interface ApprovalServices {
  readonly store: RunStore;
  readonly now: () => Date;
  /** Has the stored decision of a run delivered; never rejects. @default whoever hears of the store delivers it */
  readonly deliver?: (run: string) => Promise<void>;
  /** @default every privileged task of this app */
  readonly tasks?: Tasks;
}

/** What a valid link is answered with. */
export type LinkAnswer = (services: ApprovalServices, link: OpenedLink, c: Context) => Promise<Response>;
