import type { Context } from 'hono';
import type { OpenedLink } from '../approval/approval-state';
import type { DecisionServices } from '../approval/store-decision';
import type { KnownApprovers } from '../identity/approver-person';
import type { Seal } from '../root-session/seal';
import type { Tasks } from '../tasks/registry';

/** What the page knows of those who sign in. */
export interface SignInServices extends KnownApprovers {
  /** Opens sessions; that of the deployed page cannot make one. */
  readonly seal: Seal;
}

/** What the page works with. It cannot tell the workflow anything itself. */
export interface ApprovalServices extends DecisionServices {
  /** @default every privileged task of this app */
  readonly tasks?: Tasks;
  /** @default nobody signs in: the link alone says who decides */
  readonly signIn?: SignInServices;
}

/** What a valid link is answered with. */
export type LinkAnswer = (services: ApprovalServices, link: OpenedLink, c: Context) => Promise<Response>;
