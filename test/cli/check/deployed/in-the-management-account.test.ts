import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountId } from '../../../../local-aws';
import { Checked, context } from './support';
import { first } from './wrong';

const checked = new Checked({
  ...context,
  account: accountId,
  organizationEvents: { managementAccountId: accountId },
});
beforeAll(() => checked.authenticateAll());
beforeEach(() => {
  checked.deployed.organization.managementAccount.id = accountId;
});

/** Whoever has one profile alone, which says no Region. */
async function withProfile(): Promise<Record<string, string>> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, ...env } =
    await checked.env();
  const file = join(checked.deployed.folder, 'credentials');
  const keys = `aws_access_key_id = ${AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}`;
  writeFileSync(file, `[admin]\n${keys}\naws_session_token = ${AWS_SESSION_TOKEN}\n`);
  return { ...env, AWS_SHARED_CREDENTIALS_FILE: file };
}

describe('in the management account', () => {
  it('one set of credentials reads all of it', async () => {
    const { status, stderr, ready, checks } = await checked.json([], await checked.env(), false);
    expect({ status, stderr, ready }).toEqual({ status: 0, stderr: '', ready: true });
    expect(checks.filter(({ answer }) => answer !== 'yes').map(({ check }) => check)).toEqual([
      'delegated-administrator',
    ]);
    const forwarded = checks.filter(({ check }) => check === 'new-accounts').map(({ detail }) => detail);
    expect(forwarded).toContain('forwarded from us-east-1');
  });

  it('the Region of the configuration counts where nothing else names one, and commands name the profile', async () => {
    const [alarm] = checked.resources.alarms;
    if (alarm) alarm.ActionsEnabled = false;
    const rule = first(checked.resources.rules, ({ Arn }) => Arn.includes(':us-east-1:'));
    rule.State = 'DISABLED';
    const env = await withProfile();
    const configured = { ...env, CDK_CONTEXT_JSON: JSON.stringify({ region: 'eu-west-1' }) };
    const { status, stderr, checks } = await checked.json(['--profile', 'admin'], configured, false);
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(
      checks.filter(({ answer, needed }) => needed && answer === 'no').map(({ fix }) => fix?.command),
    ).toEqual([
      expect.stringMatching(/^aws --profile admin cloudwatch enable-alarm-actions .* --region eu-west-1$/),
      expect.stringMatching(/^aws --profile admin events enable-rule .* --region us-east-1$/),
    ]);

    const nowhere = await checked.run(['--profile', 'admin'], env, false);
    expect(nowhere.status).toBe(1);
    expect(nowhere.stderr).toMatch(/Region/);
  });
});
