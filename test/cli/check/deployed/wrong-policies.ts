import type { Checked } from './support';
import { denyRoot, first, isRoot, no, unknown, type Wrong } from './wrong';

/** Service control policies that root sessions do not pass. */
export const wrongPolicies = (checked: Checked): Wrong[] => [
  [
    'an SCP that denies the root user of one account, root sessions too',
    () => checked.attach(denyRoot(isRoot), first(checked.deployed.organization.accounts).id),
    [
      no(
        'service-control-policies',
        /^NoRoot \(p-\w+, attached to \d{12}\) may deny root sessions in 1 account: \d{12} \(\S+\)$/,
        /^aws --profile management organizations update-policy --policy-id p-/,
      ),
    ],
  ],
  [
    'an SCP on a unit above two accounts',
    () => checked.attach(denyRoot(isRoot), checked.unitOfTwo()),
    [
      no(
        'service-control-policies',
        /may deny root sessions in 2 accounts: \d{12} \(\S+\), \d{12} \(\S+\)$/,
        /AssumedRoot/,
      ),
    ],
  ],
  [
    'an SCP on the root, for root users in some cases',
    () =>
      checked.attach(
        denyRoot({ ...isRoot, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
        checked.deployed.organization.rootId,
      ),
    [
      unknown(
        'service-control-policies',
        /depending on its conditions, root sessions in 4 accounts/,
        /AssumedRoot/,
      ),
    ],
  ],
  [
    'an SCP that keeps sts:AssumeRoot from the roles of the app, in a member account',
    () => {
      const { accounts } = checked.deployed.organization;
      accounts.push({ ...first(accounts), id: '111111111111', name: 'security' });
      checked.attach(denyRoot({}, { Action: 'sts:AssumeRoot' }), '111111111111');
    },
    [
      no(
        'service-control-policies',
        /attached to 111111111111\) may deny sts:AssumeRoot to roles of the app: AssumeRootToInspectRoleArn, /,
        /only-this-app-assumes-root\.json/,
      ),
    ],
  ],
  [
    'an RCP on the root that denies sts:AssumeRoot',
    () => checked.attachToResources(denyRoot({}, { Action: 'sts:*' }), checked.deployed.organization.rootId),
    [
      no(
        'resource-control-policies',
        /^Perimeter \(p-\w+, attached to r-\w+\) may deny sts:AssumeRoot in 4 accounts: /,
        /^aws --profile management organizations update-policy --policy-id p-/,
      ),
    ],
  ],
  [
    'an RCP on one account, by where a call comes from',
    () =>
      checked.attachToResources(
        denyRoot({ NotIpAddressIfExists: { 'aws:SourceIp': '10.0.0.0/8' } }, { Action: 'sts:AssumeRoot' }),
        first(checked.deployed.organization.accounts).id,
      ),
    [
      unknown(
        'resource-control-policies',
        /depending on its conditions, sts:AssumeRoot in 1 account/,
        /AssumeRootTo…RoleArn/,
      ),
    ],
  ],
];
