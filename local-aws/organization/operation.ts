import type { AccessControl } from '../iam/access-control';
import type { Parameters } from '../wire/parameters';
import type { WireCall } from '../wire/protocols';
import type { Caller } from './caller';
import type { Organization, OrganizationEvent } from './organization';
import type { Sessions } from './sessions';

/** All that an operation on the organization may look at. */
export interface Call {
  organization: Organization;
  sessions: Sessions;
  /** Knows the app's own roles. */
  access?: AccessControl;
  caller: Caller;
  parameters: Parameters;
  /** The Region that the call was signed for, for instance `eu-west-1`. */
  region: string;
  now: Date;
  /** Notes in the organization's event log what the operation did to a credential or session. */
  record(type: OrganizationEvent['type'], detail: string): void;
}

/** The services that an organization is simulated with. */
export type SimulatedService = 'sts' | 'iam' | 'account' | 'organizations' | 's3' | 'sqs';

/** A call to one of the simulated services. */
export interface SimulatedCall extends WireCall {
  readonly service: SimulatedService;
}
