import { describe, expect, it } from 'vitest';
import type { Organization } from '../../../lambdas/organization/organization';
import { pendingActivation, selectAccounts } from '../../../lambdas/organization/select-accounts';
import { managementAccountId, memberOf, organizationId } from '../support/organization';

function organization(states: Record<string, string | undefined>): Organization {
  return {
    id: organizationId,
    managementAccountId,
    accounts: new Map(
      Object.entries(states).map(([accountId, state]) => [accountId, { ...memberOf(accountId), state }]),
    ),
  };
}

const three = organization({
  [managementAccountId]: 'ACTIVE',
  '222222222222': 'ACTIVE',
  '333333333333': 'ACTIVE',
});

describe('selectAccounts', () => {
  it('takes every member account where nothing was selected, and never the management account', () => {
    expect(selectAccounts(three, undefined, [], [])).toEqual({
      wholeOrganization: true,
      targets: [memberOf('222222222222'), memberOf('333333333333')],
      skipped: [{ ...memberOf(managementAccountId), why: 'management account' }],
    });
  });

  it.each([
    ['SUSPENDED', 'suspended'],
    ['PENDING_ACTIVATION', pendingActivation],
    ['CLOSED', 'closed'],
    ['A_STATE_OF_LATER_YEARS', 'a state of later years'],
  ])('skips an account in the state %s and says so', (state, why) => {
    expect(selectAccounts(organization({ '222222222222': state }), undefined, [], [])).toEqual({
      wholeOrganization: true,
      targets: [],
      skipped: [{ ...memberOf('222222222222'), why }],
    });
  });

  it.each([
    ['of which nobody knows the state', undefined],
    ['that is to be closed', 'PENDING_CLOSURE'],
  ])('works on an account %s: the attempt will tell', (_, state) => {
    expect(selectAccounts(organization({ '222222222222': state }), undefined, [], [])).toEqual({
      wholeOrganization: true,
      targets: [memberOf('222222222222')],
      skipped: [],
    });
  });

  it('skips what the configuration excludes, and says so, also of an account that has left', () => {
    expect(selectAccounts(three, undefined, [], ['222222222222', '999999999999']).skipped).toEqual([
      { ...memberOf(managementAccountId), why: 'management account' },
      { ...memberOf('222222222222'), why: 'excluded by configuration' },
    ]);
  });

  it('skips what is excluded, suspended or not, and names that as the reason', () => {
    const accounts = organization({ '222222222222': 'ACTIVE', '333333333333': 'SUSPENDED' });
    expect(selectAccounts(accounts, undefined, ['222222222222', '333333333333'], [])).toEqual({
      wholeOrganization: true,
      targets: [],
      skipped: ['222222222222', '333333333333'].map((id) => ({ ...memberOf(id), why: 'excluded' })),
    });
  });

  it('takes the union of what was selected, each account once, in the order of the organization', () => {
    const selections = [
      { source: 'accounts', accountIds: ['333333333333', '333333333333'] },
      { source: 'accountsFile', accountIds: ['222222222222', '333333333333'] },
      { source: 'ou-ab12-workload', accountIds: ['222222222222'] },
    ];
    expect(selectAccounts(three, selections, [], [])).toEqual({
      wholeOrganization: false,
      targets: [memberOf('222222222222'), memberOf('333333333333')],
      skipped: [],
    });
  });

  it('skips the management account by name where it was selected', () => {
    const selections = [{ source: 'accounts', accountIds: [managementAccountId] }];
    expect(selectAccounts(three, selections, [], [])).toEqual({
      wholeOrganization: false,
      targets: [],
      skipped: [{ ...memberOf(managementAccountId), why: 'management account' }],
    });
  });

  it('mentions no account that was not selected, excluded or not', () => {
    const selections = [{ source: 'accounts', accountIds: ['222222222222'] }];
    expect(selectAccounts(three, selections, ['333333333333'], [])).toEqual({
      wholeOrganization: false,
      targets: [memberOf('222222222222')],
      skipped: [],
    });
  });

  it('selects nothing where the selection is empty, rather than everything', () => {
    expect(selectAccounts(three, [{ source: 'ou-ab12-sandboxx', accountIds: [] }], [], [])).toEqual({
      wholeOrganization: false,
      targets: [],
      skipped: [],
    });
  });

  describe('of which some may have left', () => {
    const selections = [
      { source: 'accounts', accountIds: ['444444444444', '222222222222', '444444444444'] },
      { source: 'accountsFile', accountIds: ['444444444444'] },
    ];
    const left = { accountId: '444444444444', name: '', email: '', why: 'not in the organization any more' };

    it('leaves those out that are not in the organization any more, each once, and says so', () => {
      expect(selectAccounts(three, selections, [], [], 'skip')).toEqual({
        wholeOrganization: false,
        targets: [memberOf('222222222222')],
        skipped: [left],
      });
    });

    it('says so beside what else is left out', () => {
      const accounts = organization({ '222222222222': 'SUSPENDED' });
      expect(selectAccounts(accounts, selections, [], [], 'skip')).toMatchObject({
        targets: [],
        skipped: [{ ...memberOf('222222222222'), why: 'suspended' }, left],
      });
    });

    it('still refuses an unknown ID that is excluded', () => {
      expect(() => selectAccounts(three, selections, ['666666666666'], [], 'skip')).toThrow(
        expect.objectContaining({
          name: 'InvalidInputError',
          message: expect.stringMatching(/^.*\n- exclude: received "666666666666"; allowed: .*$/),
        }),
      );
    });
  });

  it('names every unknown ID, selected or excluded, in one error', () => {
    const selections = [
      { source: 'accounts', accountIds: ['222222222222', '444444444444'] },
      { source: 's3://bucket/list', accountIds: ['555555555555'] },
    ];
    const allowed = 'allowed: the ID of an account in this organization';
    expect(() => selectAccounts(three, selections, ['666666666666'], [])).toThrow(
      expect.objectContaining({
        name: 'InvalidInputError',
        message: [
          'The execution input is not valid. Nothing was started.',
          `- accounts: received "444444444444"; ${allowed}`,
          `- s3://bucket/list: received "555555555555"; ${allowed}`,
          `- exclude: received "666666666666"; ${allowed}`,
        ].join('\n'),
      }),
    );
  });
});
