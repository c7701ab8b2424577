import { beforeEach, describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../../local-aws';
import { Checked, documentedWithout, managementAccountId } from './support';
import { first, set } from './wrong';

const checked = new Checked();
const region = 'af-south-1';
beforeEach(() => {
  checked.deployed.organize({});
  const stack = first(checked.resources.stacks);
  set(stack, { id: stack.id.replace('eu-west-1', region) });
});

const optIn = (...statuses: (string | undefined)[]) =>
  checked.deployed.organization.accounts.forEach((account, index) => {
    const status = statuses[index] ?? 'ENABLED';
    account.regions = { [region]: status as 'ENABLED' };
  });
const trustAccountManagement = () =>
  checked.deployed.organization.trustedAccess.push({
    servicePrincipal: 'account.amazonaws.com',
    dateEnabled: '2026-01-01T00:00:00Z',
  });
const rows = async (policy?: PolicyDocument) => {
  const { checks } = await checked.json([], await checked.both(policy));
  return checks.filter(({ check }) => check === 'sts-region');
};

describe('in an opt-in Region', () => {
  it('is yes where every account has opted in', async () => {
    trustAccountManagement();
    optIn('ENABLED', 'ENABLED_BY_DEFAULT');
    expect(await rows()).toMatchObject([
      { answer: 'yes', detail: `each of 4 accounts has opted into ${region}` },
    ]);
  });

  it('names each account that has not, with the command that does it as the management account', async () => {
    trustAccountManagement();
    optIn('DISABLED', 'ENABLING');
    const [one, two] = checked.deployed.organization.accounts;
    expect(await rows()).toEqual([
      {
        check: 'sts-region',
        needed: true,
        answer: 'no',
        detail: `no root session can be opened in ${one?.id} (${one?.name}): there ${region} is DISABLED`,
        accounts: [one?.id],
        fix: {
          by: `the management account ${managementAccountId}`,
          accountId: managementAccountId,
          command: `aws --profile management account enable-region --region-name ${region} --account-id ${one?.id}`,
        },
      },
      expect.objectContaining({
        answer: 'no',
        detail: expect.stringContaining(`${two?.id}`),
        fix: expect.objectContaining({ text: expect.stringContaining('AWS is enabling it') }),
      }),
    ]);
  });

  it('asks nothing of an account that is excluded', async () => {
    trustAccountManagement();
    optIn('DISABLED');
    const { id } = first(checked.deployed.organization.accounts);
    const env = { ...(await checked.both()), CDK_CONTEXT_JSON: JSON.stringify({ excludedAccounts: [id] }) };
    const { checks } = await checked.json([], env);
    expect(checks).toContainEqual(
      expect.objectContaining({ check: 'sts-region', answer: 'yes', detail: expect.stringContaining('3') }),
    );
  });

  it.each([
    ['without trusted access', () => undefined, async (): Promise<PolicyDocument | undefined> => undefined],
    ['without the permission', trustAccountManagement, () => documentedWithout('account:GetRegionOptStatus')],
  ])('is unknown %s, with what lets it be read', async (_, prepare, policy) => {
    prepare();
    optIn();
    expect(await rows(await policy())).toMatchObject([
      {
        answer: 'unknown',
        detail: expect.stringContaining('(needs account:GetRegionOptStatus)'),
        fix: {
          command: expect.stringContaining('--service-principal account.amazonaws.com'),
          text: expect.stringContaining('--management-profile NAME'),
        },
      },
    ]);
  });
});
