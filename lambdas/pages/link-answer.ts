import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Context } from 'hono';
import type { OpenedLink } from '../shared/approval-state';
import type { RunStore } from '../shared/run-store';
import type { Seal } from '../shared/seal';

/** The run store, the key that sealed the task token, Step Functions, and the clock that expires a link. */
export interface ApprovalServices {
  readonly store: RunStore;
  readonly seal: Seal;
  readonly sfn: SFNClient;
  readonly now: () => Date;
}

/** What a valid link is answered with. */
export type LinkAnswer = (services: ApprovalServices, link: OpenedLink, c: Context) => Promise<Response>;
