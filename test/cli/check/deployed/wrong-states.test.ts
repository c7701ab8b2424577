import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Checked, managementAccountId, restoring } from './support';
import { denyRoot, first, isRoot } from './wrong';
import { wrongAccount } from './wrong-account';
import { wrongEvents } from './wrong-events';
import { wrongMails } from './wrong-mails';
import { wrongPolicies } from './wrong-policies';

const checked = new Checked();
let restore: () => void;
beforeAll(() => checked.authenticateAll());
beforeEach(() => {
  checked.deployed.organize({});
  restore = restoring(checked.resources);
});
afterEach(() => restore());

const wrong = [wrongMails, wrongEvents, wrongAccount, wrongPolicies].flatMap((states) => states(checked));

describe('check --deployed says what mends', () => {
  it.each(wrong)('%s', async (_, change, expected) => {
    change();
    const { status, stderr, ready, checks } = await checked.json();
    const isReady = expected.every(({ row }) => !row.needed);
    const told = checks.filter(
      ({ check, answer }) => answer !== 'yes' && check !== 'delegated-administrator',
    );

    expect({ status, stderr, ready }).toEqual({ status: isReady ? 0 : 2, stderr: '', ready: isReady });
    expect(told).toEqual(
      expected.map(({ row }) => expect.objectContaining({ ...row, fix: expect.anything() })),
    );
    for (const [index, { fix }] of told.entries())
      expect([fix?.command, fix?.text]).toContainEqual(expected[index]?.mended);
  });
});

it('names all accounts under a policy to a program', async () => {
  const { rootId, accounts } = checked.deployed.organization;
  checked.attach(denyRoot(isRoot), rootId);
  const { checks } = await checked.json();
  expect(checks.find(({ check }) => check === 'service-control-policies')?.accounts).toEqual(
    accounts.map(({ id }) => id),
  );
});

describe('check --deployed is ready', () => {
  it('where all is right, with exit status 0, and calls nothing that changes anything', async () => {
    const { status, stdout, stderr } = await checked.run();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await expect(stdout.replace(/next \S+Z/, 'next DATE')).toMatchFileSnapshot(
      '../../pictures/check-deployed.txt',
    );
    const calls = [...new Set(checked.calls)].sort();
    expect(calls).toEqual(allItCalls);
  });

  it.each([
    ['exempts them', 'root', { ...isRoot, Null: { 'aws:AssumedRoot': 'true' } }],
    ['is attached to nothing', undefined, isRoot],
    ['is about the management account', managementAccountId, isRoot],
  ])('where an SCP against root users %s', async (_, target, condition) => {
    const { rootId } = checked.deployed.organization;
    checked.attach(denyRoot(condition), ...(target ? [target === 'root' ? rootId : target] : []));
    expect(await checked.json()).toMatchObject({ status: 0, ready: true });
  });

  it('where the one account under an SCP is excluded', async () => {
    const { id } = first(checked.deployed.organization.accounts);
    checked.attach(denyRoot(isRoot), id);
    const env = { ...(await checked.both()), CDK_CONTEXT_JSON: JSON.stringify({ excludedAccounts: [id] }) };
    expect(await checked.json([], env)).toMatchObject({ status: 0, ready: true });
  });
});

/** Nothing that is not a read; whoever adds one here has to look. */
const allItCalls = [
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
  'cloudwatch:DescribeAlarms',
  'events:DescribeEventBus',
  'events:DescribeRule',
  'events:ListRuleNamesByTarget',
  'events:ListTargetsByRule',
  'iam:GetRole',
  'iam:ListOrganizationsFeatures',
  'iam:ListRoles',
  'kms:DescribeKey',
  'lambda:GetAccountSettings',
  'lambda:GetFunction',
  'logs:DescribeResourcePolicies',
  'organizations:DescribeOrganization',
  'organizations:DescribePolicy',
  'organizations:ListAWSServiceAccessForOrganization',
  'organizations:ListAccounts',
  'organizations:ListDelegatedAdministrators',
  'organizations:ListPolicies',
  'organizations:ListTargetsForPolicy',
  'scheduler:GetSchedule',
  'sns:GetSubscriptionAttributes',
  'sns:GetTopicAttributes',
  'sns:ListSubscriptionsByTopic',
  'sts:GetCallerIdentity',
];
