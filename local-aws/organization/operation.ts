import type { Caller } from './caller';
import type { Organization, OrganizationEvent } from './organization';
import type { Parameters } from './parameters';
import type { Sessions } from './sessions';

/** All an operation may look at. */
export interface Call {
  organization: Organization;
  sessions: Sessions;
  caller: Caller;
  parameters: Parameters;
  /** That the call was signed for, for instance `eu-west-1`. */
  region: string;
  now: Date;
  /** Notes in the organization's event log what the operation did to a credential or session. */
  record(type: OrganizationEvent['type'], detail: string): void;
}

/** The members of an answer; in the Query protocol an array is a list, a Map a map, and undefined is left out. */
export type Answer = Record<string, unknown>;

/** One operation of a service: answers, or throws a ServiceError; nothing at all is an empty answer. */
export type Operation = (call: Call) => Answer | undefined;

/** A service's operations by their AWS names. */
export type Operations = Readonly<Record<string, Operation>>;
