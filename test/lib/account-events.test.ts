import { describe, expect, it } from 'vitest';
import { eventRegions } from '../../lib/account-events';
import { createApp } from './support/synthesized';
import { delegatedAccountId, managementAccountId } from './support/topologies';

const management = { account: managementAccountId, organizationEvents: { managementAccountId } };
const delegated = { account: delegatedAccountId, organizationEvents: { managementAccountId } };
const withControlTower = (controlTowerRegion: string) => ({
  organizationEvents: { managementAccountId, controlTowerRegion },
});

describe('events about new accounts', () => {
  it.each([
    ['the management account in us-east-1', { ...management, region: 'us-east-1' }, true, []],
    ['the management account elsewhere', { ...management, region: 'eu-west-1' }, false, ['us-east-1']],
    [
      'the management account where Control Tower is',
      { ...management, region: 'eu-west-1', ...withControlTower('eu-west-1') },
      true,
      ['us-east-1'],
    ],
    [
      'the management account in us-east-1, Control Tower elsewhere',
      { ...management, region: 'us-east-1', ...withControlTower('eu-west-1') },
      true,
      ['eu-west-1'],
    ],
    [
      'the management account, Control Tower in us-east-1 too',
      { ...management, region: 'us-east-1', ...withControlTower('us-east-1') },
      true,
      [],
    ],
    ['another account in us-east-1', { ...delegated, region: 'us-east-1' }, false, ['us-east-1']],
    [
      'another account where Control Tower is',
      { ...delegated, region: 'eu-west-1', ...withControlTower('eu-west-1') },
      false,
      ['us-east-1', 'eu-west-1'],
    ],
    ['the European Sovereign Cloud', { ...management, region: 'eusc-de-east-1' }, true, []],
    ['an app without them', { account: managementAccountId, region: 'us-east-1' }, false, []],
  ])('reach %s', (_, topology, here, forwarding) => {
    expect(eventRegions(topology)).toEqual({ here, forwarding });
  });

  it('need no stack of their own where nobody asks for them', () => {
    const { app } = createApp({ account: managementAccountId, region: 'us-east-1' });
    expect(app.node.children.map(({ node }) => node.id)).toEqual(['RootCredentialPurge']);
  });
});
