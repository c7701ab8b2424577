export const managementAccountId = '111122223333';
export const delegatedAccountId = '444455556666';
const schedule = 'rate(7 days)';

/** Where the app can be, and what starts it, as context. */
export const topologies = {
  'the management account in us-east-1': {
    account: managementAccountId,
    region: 'us-east-1',
    organizationEvents: { managementAccountId },
  },
  'the management account in another Region': {
    account: managementAccountId,
    region: 'eu-west-1',
    organizationEvents: { managementAccountId, controlTowerRegion: 'eu-west-1' },
  },
  'the delegated administrator account': {
    account: delegatedAccountId,
    region: 'eu-west-1',
    schedule,
    organizationEvents: { managementAccountId, controlTowerRegion: 'eu-central-1' },
  },
  'a schedule and no events': { schedule },
} as const;
