import { describe, expect, it } from 'vitest';
import { createOrganization } from '../../../local-aws/organization/create-organization';
import {
  type AccountKind,
  countCredentials,
  type Organization,
} from '../../../local-aws/organization/organization';
import { ManualClock } from '../../support/manual-clock';
import { accountOf, NOW } from './fixture';

const create = (accounts: number, { seed = 1, trouble = false, at = NOW } = {}) =>
  createOrganization({ accounts, seed, trouble, clock: new ManualClock(at) });

const kindsOf = ({ accounts }: Organization) => accounts.map(({ kind }) => kind);

function tally(organization: Organization) {
  const kinds: Partial<Record<AccountKind, number>> = {};
  for (const kind of kindsOf(organization)) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

describe('createOrganization', () => {
  it('makes the same organization for the same seed at any hour of the day', () => {
    const later = new Date('2026-11-23T23:59:59Z');
    expect(create(40, { trouble: true, at: later })).toEqual(create(40, { trouble: true }));
  });

  it('makes another organization for another seed', () => {
    expect(create(12, { seed: 2 }).accounts[0]?.id).not.toBe(create(12).accounts[0]?.id);
  });

  it('keeps the IDs and credentials of its accounts when it grows', () => {
    expect(create(30).accounts.slice(0, 12)).toEqual(create(12).accounts);
  });

  it('has centralized root access on, and no resources, unless it is told otherwise', () => {
    const { trustedAccess, organizationFeatures, delegatedAdministrators, buckets, queues } = create(3);
    expect({ trustedAccess, organizationFeatures, delegatedAdministrators, buckets, queues }).toEqual({
      trustedAccess: [{ servicePrincipal: 'iam.amazonaws.com', dateEnabled: '2026-01-27T00:00:00Z' }],
      organizationFeatures: ['RootCredentialsManagement', 'RootSessions'],
      delegatedAdministrators: [],
      buckets: [],
      queues: [],
    });
  });

  it('keeps its accounts whatever else it is given', () => {
    const clock = new ManualClock(NOW);
    const options = { accounts: 12, seed: 1, clock };
    const other = createOrganization({ ...options, resources: true, features: 'none', caller: 'member' });
    expect(other.accounts).toEqual(create(12).accounts);
    expect(other.buckets.length).toBeGreaterThan(other.queues.length);
    const owners = new Set(other.accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id));
    for (const { accountId } of [...other.buckets, ...other.queues]) expect(owners).toContain(accountId);
  });

  it('has every usual kind among twelve accounts, half of them clean', () => {
    expect(tally(create(12))).toEqual({
      clean: 6,
      'every-kind-of-credential': 1,
      'password-and-mfa': 2,
      'old-access-keys': 1,
      'signing-certificates': 1,
      suspended: 1,
    });
  });

  it('has every troubled kind besides the usual ones among twelve accounts with trouble', () => {
    expect(tally(create(12, { trouble: true }))).toEqual({
      clean: 2,
      'every-kind-of-credential': 1,
      'password-and-mfa': 1,
      'old-access-keys': 1,
      'signing-certificates': 1,
      'suspended-with-credentials': 1,
      'assume-root-denied': 1,
      'denied-by-service-control-policy': 1,
      'failing-read': 1,
      'failing-key-deletion': 1,
      'failing-password-deletion': 1,
    });
  });

  it('has no faults without trouble', () => {
    expect(create(100).accounts.filter(({ faults }) => Object.keys(faults).length > 0)).toEqual([]);
  });

  it('gives every troubled account credentials to lose', () => {
    const { accounts, serviceControlPolicies } = create(12, { trouble: true });
    const denied = serviceControlPolicies.flatMap(({ targets }) => targets);
    const troubled = accounts.filter(
      ({ id, faults }) => denied.includes(id) || Object.keys(faults).length > 0,
    );
    expect(troubled.map((account) => countCredentials({ accounts: [account] }))).toEqual([3, 2, 2, 2, 1]);
  });

  it.each([
    [1, ['every-kind-of-credential']],
    [2, ['every-kind-of-credential', 'clean']],
    [3, ['every-kind-of-credential', 'clean', 'password-and-mfa']],
  ])('starts a tiny organization of %i with an account of every kind of credential', (count, kinds) => {
    expect(kindsOf(create(count))).toEqual(kinds);
  });

  it('counts the management account on top and leaves it out of the count of credentials', () => {
    const organization = create(2);
    expect(organization.managementAccount.credentials.loginProfile).toBeDefined();
    expect(organization.accounts).not.toContain(organization.managementAccount);
    expect(countCredentials(organization)).toBe(6);
  });

  it('gives a thousand accounts IDs, names and addresses of their own', () => {
    const { accounts, managementAccount } = create(1000);
    const all = [managementAccount, ...accounts];
    for (const values of [
      all.map(({ id }) => id),
      all.map(({ name }) => name),
      all.map(({ email }) => email),
    ]) {
      expect(new Set(values).size).toBe(1001);
    }
    expect(all.filter(({ id }) => !/^\d{12}$/.test(id))).toEqual([]);
    expect(all.filter(({ email }) => !/^aws\+[a-z0-9-]{1,50}@example\.com$/.test(email))).toEqual([]);
  });

  it('includes an ID with a leading zero and names that need escaping', () => {
    const { accounts } = create(12);
    expect(accounts.filter(({ id }) => id.startsWith('0'))).toHaveLength(1);
    expect(accounts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['R&D <sandbox>', '=SUM(finance), "shared"']),
    );
  });

  it('puts accounts into organizational units, some of them nested', () => {
    const { rootId, organizationalUnits, accounts } = create(40);
    const nested = organizationalUnits.filter(({ parentId }) => parentId !== rootId);
    const homes = new Set(accounts.map(({ parentId }) => parentId));
    expect(nested.map(({ name }) => name)).toEqual(['Production', 'Development']);
    expect(homes).toEqual(new Set(organizationalUnits.map(({ id }) => id)));
  });

  it('has evidence of use on one of two old access keys and none on the other', () => {
    const [used, unused] = accountOf(create(12), 'old-access-keys').credentials.accessKeys;
    expect(used?.lastUsed).toEqual({
      date: expect.stringMatching(/^2026-1[01]-\d\dT[\d:]{8}Z$/),
      serviceName: expect.any(String),
      region: expect.any(String),
    });
    expect(unused).not.toHaveProperty('lastUsed');
  });
});
