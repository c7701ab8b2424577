import { beforeAll, describe, expect, it } from 'vitest';
import { Checked, documentedWithout, managementAccountId } from './support';

const checked = new Checked();
beforeAll(() => checked.authenticateAll());

describe('what may not be read', () => {
  it.each([
    ['cloudformation:ListStackResources', ['approvers', 'links', 'keys', 'alarms', 'new-accounts']],
    ['cloudformation:GetTemplate', ['approvers', 'links', 'keys', 'alarms', 'new-accounts']],
    ['sns:ListSubscriptionsByTopic', ['approvers', 'links', 'alarm-mails', 'filter-policies']],
    ['sns:GetSubscriptionAttributes', ['filter-policies', 'unsubscribing']],
    ['kms:DescribeKey', ['keys']],
    ['scheduler:GetSchedule', ['schedule']],
    ['cloudwatch:DescribeAlarms', ['alarms', 'alarm-states']],
    ['events:DescribeRule', ['event-rules', 'new-accounts']],
    ['events:DescribeEventBus', ['new-accounts']],
    ['lambda:GetAccountSettings', ['lambda-quota']],
    ['logs:DescribeResourcePolicies', ['log-delivery']],
    ['events:ListRuleNamesByTarget', ['new-accounts']],
    ['events:ListTargetsByRule', ['new-accounts']],
    ['iam:GetRole', ['new-accounts']],
    ['iam:ListRoles', ['roles']],
    ['lambda:GetFunction', ['functions']],
    ['sns:GetTopicAttributes', ['alarm-mails']],
    ['organizations:ListAccounts', ['service-control-policies', 'resource-control-policies']],
    ['organizations:ListPolicies', ['service-control-policies', 'resource-control-policies']],
    ['organizations:DescribePolicy', ['service-control-policies']],
    ['organizations:ListTargetsForPolicy', ['service-control-policies']],
  ])('is unknown, with the permission to add: %s', async (action, hidden) => {
    const { status, stderr, checks } = await checked.json(
      [],
      await checked.both(await documentedWithout(action)),
    );
    const rows = checks.filter(({ check, answer }) => answer === 'unknown' && hidden.includes(check));

    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect([...new Set(rows.map(({ check }) => check))].sort()).toEqual([...hidden].sort());
    for (const { detail, fix } of rows) {
      expect(detail).toMatch(new RegExp(`\\(needs ${action}\\)$`));
      expect(fix).toEqual({
        by: 'you',
        text: `Have ${action} allowed: docs/policies/check-deployed.json allows all that is read here.`,
      });
    }
    expect(checks.filter(({ answer }) => answer === 'no').map(({ check }) => check)).toEqual([
      'delegated-administrator',
    ]);
  });

  it('is nothing at all where the stack is not shown, in one sentence', async () => {
    const env = await checked.both(await documentedWithout('cloudformation:DescribeStacks'));
    const { status, stdout, stderr } = await checked.run([], env);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^CloudFormation does not show you the stack RootCredentialPurge \(.*\)\.\nHave cloudformation:DescribeStacks allowed: .*\n$/,
    );
  });

  it('is what the management account has, without credentials of it', async () => {
    const { status, checks } = await checked.json([], { ...(await checked.env()) }, false);
    expect(status).toBe(2);
    expect(checks.filter(({ answer }) => answer === 'unknown')).toEqual([
      {
        check: 'new-accounts',
        needed: true,
        answer: 'unknown',
        detail: `whether they are forwarded is in the management account ${managementAccountId}, and these credentials are not`,
        fix: {
          by: 'you',
          accountId: '111111111111',
          command: 'npx root-purge check --deployed --management-profile NAME',
          text: expect.stringContaining('docs/policies/check-deployed.json'),
        },
      },
    ]);
  });
});

describe('check --deployed refuses', () => {
  it.each([
    [['--stack', 'Other'], /^CloudFormation does not show you the stack Other /],
    [['--account', '111122223333'], /^--account: received 111122223333 together with --deployed/],
    [['--management-profile', 'nobody'], /There is no profile "nobody" in/],
  ])('%j', async ([name = '', value = ''], message) => {
    const { status, stdout, stderr } = await checked.run([name, value], await checked.both(), false);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('an account where it is not deployed, in one sentence', async () => {
    const env = await checked.env(undefined, managementAccountId);
    const { status, stdout, stderr } = await checked.run([], env, false);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^CloudFormation (knows no|does not show you the) stack RootCredentialPurge/);
  });

  it.each(['us-gov-west-1', 'cn-north-1'])('%s, where there is nothing to purge', async (region) => {
    checked.calls.splice(0);
    const { status, stdout, stderr } = await checked.run(['--region', region], await checked.both(), false);
    expect({ status, stdout, calls: checked.calls }).toEqual({ status: 1, stdout: '', calls: [] });
    expect(stderr).toMatch(new RegExp(`^The Region is ${region}: .*nothing to purge`));
  });
});
