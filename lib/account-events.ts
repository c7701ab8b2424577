import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { partitionOf } from '../lambdas/input/region';
import type { Config } from './config';

/**
 * Organizations sends its events to one Region alone, wherever the organization works. The European Sovereign Cloud has
 * but one, and nothing is documented that says otherwise.
 */
function organizationsRegionOf(region = ''): string {
  return partitionOf(region) === 'aws-eusc' ? 'eusc-de-east-1' : 'us-east-1';
}

/**
 * The events that say that an account was created in the organization or joined it, all of them the management
 * account's own. `UpdateManagedAccount` is none: Control Tower sends it for every account of a unit that is registered
 * again, which changes nothing of a root user. There is no `detail-type`: AWS does not publish that of `AccountJoinedOrganization`.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 * https://docs.aws.amazon.com/controltower/latest/userguide/lifecycle-events.html
 */
export function accountEvents(managementAccountId: string): EventPattern {
  const succeeded = (status: string) => ({ serviceEventDetails: { [status]: { state: ['SUCCEEDED'] } } });
  const invitation = { action: ['INVITE'], state: ['ACCEPTED'] };
  return {
    account: [managementAccountId],
    source: ['aws.organizations', 'aws.controltower'],
    detail: {
      $or: [
        { eventName: ['CreateAccountResult'], ...succeeded('createAccountStatus') },
        { eventName: ['AccountJoinedOrganization'] },
        { eventName: ['AcceptHandshake'], responseElements: { handshake: invitation } },
        { eventName: ['CreateManagedAccount'], ...succeeded('createManagedAccountStatus') },
      ],
    },
  };
}

type Topology = Pick<Config, 'organizationEvents' | 'account' | 'region'>;

/**
 * The Regions of the management account whose events about new accounts reach the app by themselves, and those that
 * must forward them.
 */
export function eventRegions({ organizationEvents, account, region }: Topology): {
  here: boolean;
  forwarding: string[];
} {
  if (!organizationEvents) return { here: false, forwarding: [] };
  const organizationsRegion = organizationsRegionOf(region);
  const { managementAccountId, controlTowerRegion = organizationsRegion } = organizationEvents;
  const regions = [...new Set([organizationsRegion, controlTowerRegion])];
  const isHere = (candidate: string) => account === managementAccountId && candidate === region;
  return {
    here: regions.some(isHere),
    forwarding: regions.filter((candidate) => !isHere(candidate)),
  };
}

/** The name of the app's own event bus, which the stacks in the management account can know. */
export const forwardedEventsBus = 'root-credential-purge';
