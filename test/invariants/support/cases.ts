import fc from 'fast-check';
import {
  type Account,
  type AccountState,
  createCredentials,
  createOrganization,
  createRandom,
  type FaultRule,
  type Faults,
  formatFaultSpec,
  type Json,
  type Organization,
} from '../../../local-aws';
import { anyRule, failing } from './fault-rules';

export interface AccountSpec {
  readonly signingCertificates: number;
  readonly accessKeys: number;
  readonly password: boolean;
  readonly mfaDevices: readonly ('virtual' | 'fido')[];
  readonly state: AccountState;
  readonly faults: Faults;
  /** A service control policy denies its root user everything. */
  readonly shielded: boolean;
}

/** How the approvers answer; `mask` picks the ticks. */
export interface Answer {
  readonly how: 'all' | 'some' | 'refused' | 'nobody' | 'forged' | 'devices' | 'tampered';
  readonly by: 0 | 1;
  readonly mask: number;
  /** Both answer at the same moment. */
  readonly race: boolean;
  /** They answer after the reminder. */
  readonly late: boolean;
}

/** Which accounts the input names, as masks over what the organization of the case has. */
export interface Selection {
  /** Of the management account and the member accounts; nothing is no field. */
  readonly accounts?: number;
  readonly exclude?: number;
  /** Of the root and the organizational units. */
  readonly organizationalUnits?: number;
}

export interface Case {
  readonly accounts: readonly AccountSpec[];
  readonly rules: readonly FaultRule[];
  readonly seed: number;
  readonly input: { [field: string]: Json };
  /** Every member account where there is none. */
  readonly selection?: Selection;
  readonly answer: Answer;
}

const someFail: fc.Arbitrary<Faults> = fc
  .subarray(failing, { minLength: 1, maxLength: 2 })
  .map((failingOperations) => ({ failingOperations }));
const accountFaults: fc.Arbitrary<Faults> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Faults>({}) },
  { weight: 1, arbitrary: fc.constant<Faults>({ assumeRootDenied: true }) },
  { weight: 2, arbitrary: someFail },
);

/** What it holds, what goes wrong in it, and whether it is there at all. */
export const anyAccount: fc.Arbitrary<AccountSpec> = fc.record({
  signingCertificates: fc.nat(2),
  accessKeys: fc.nat(2),
  password: fc.boolean(),
  // At most one virtual device: the simulator gives them all the same serial number.
  mfaDevices: fc.subarray(['virtual', 'fido', 'fido'] as const),
  state: fc.oneof(
    { weight: 9, arbitrary: fc.constant('ACTIVE' as const) },
    { weight: 1, arbitrary: fc.constantFrom('SUSPENDED' as const, 'PENDING_CLOSURE' as const) },
  ),
  faults: accountFaults,
  shielded: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});

const kinds = ['signing-certificates', 'access-keys', 'login-profile', 'mfa-devices'];

const input: fc.Arbitrary<{ [field: string]: Json }> = fc.oneof(
  { weight: 7, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ mode: 'audit' }) },
  { weight: 1, arbitrary: fc.constant({ mode: 'rehearsal' }) },
  { weight: 2, arbitrary: fc.subarray(kinds, { minLength: 1 }).map((credentials) => ({ credentials })) },
);

const mask = fc.integer({ min: 1, max: 63 });

/** Most runs are about everything, as most of what goes wrong needs accounts to go wrong in. */
const selection: fc.Arbitrary<Selection> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc.record({ accounts: mask, exclude: mask, organizationalUnits: mask }, { requiredKeys: [] }),
  },
);

const answer: fc.Arbitrary<Answer> = fc.record({
  how: fc.oneof(
    { weight: 6, arbitrary: fc.constant('all' as const) },
    { weight: 4, arbitrary: fc.constant('some' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        'refused' as const,
        'nobody' as const,
        'forged' as const,
        'devices' as const,
        'tampered' as const,
      ),
    },
  ),
  by: fc.constantFrom(0 as const, 1 as const),
  mask: fc.nat(65_535),
  race: fc.boolean(),
  late: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

/** A random organization, what goes wrong in it and around it, what is asked for, and how people answer. */
export const anyCase: fc.Arbitrary<Case> = fc.record({
  accounts: fc.array(anyAccount, { minLength: 1, maxLength: 4 }),
  rules: fc.array(anyRule, { maxLength: 4 }),
  seed: fc.nat(999_999),
  input,
  selection,
  answer,
});

/** The execution input of a case: its selection as IDs of this organization. */
export function inputOf(
  { input, selection = {} }: Pick<Case, 'input' | 'selection'>,
  organization: Organization,
) {
  const { managementAccount, accounts, rootId, organizationalUnits } = organization;
  const picked = (ids: string[], mask = 0) => ids.filter((_, index) => (mask >> (index % 6)) % 2 === 1);
  const everyAccount = [managementAccount, ...accounts].map(({ id }) => id);
  const chosen = {
    accounts: picked(everyAccount, selection.accounts),
    exclude: picked(everyAccount, selection.exclude),
    organizationalUnits: picked(
      [rootId, ...organizationalUnits.map(({ id }) => id)],
      selection.organizationalUnits,
    ),
  };
  // No field may be an empty list, and a mask may miss a small organization.
  const named = Object.fromEntries(Object.entries(chosen).filter(([, ids]) => ids.length > 0));
  return { ...input, ...named } satisfies Json;
}

/** The accounts that this input is about, and whether a run leaves them alone all the same. */
export function askedFor(organization: Organization, input: { [field: string]: Json }) {
  const { managementAccount, accounts } = organization;
  const ids = (field: string) => (Array.isArray(input[field]) ? input[field] : []);
  const isEverything = input.accounts === undefined && input.organizationalUnits === undefined;
  const isNamed = (account: Account) =>
    ids('accounts').includes(account.id) ||
    parentsOf(organization, account.parentId).some((unit) => ids('organizationalUnits').includes(unit));
  return [managementAccount, ...accounts]
    .filter((account) => isEverything || isNamed(account))
    .map(({ id, state }) => ({
      id,
      isSkipped: id === managementAccount.id || state === 'SUSPENDED' || ids('exclude').includes(id),
    }));
}

/** From the unit up to the root. */
function parentsOf(organization: Organization, id: string): string[] {
  const unit = organization.organizationalUnits.find((other) => other.id === id);
  return unit ? [id, ...parentsOf(organization, unit.parentId)] : [id];
}

/** The organization of a case. */
export function organizationOf({ accounts, seed }: Case): Organization {
  const clock = { now: () => new Date() };
  const organization = createOrganization({ accounts: accounts.length, seed, clock });
  organization.accounts.forEach((account, index) => {
    const { state, faults, password, shielded, ...held } = accounts[index] ?? accounts[0] ?? fail();
    const random = createRandom(seed, 'credentials', index);
    account.credentials = createCredentials(
      { ...held, ...(password && { password: true }) },
      account.id,
      random,
      clock.now(),
    );
    Object.assign(account, { state, faults: structuredClone(faults) });
    if (shielded) organization.serviceControlPolicies[0]?.targets.push(account.id);
  });
  return organization;
}

function fail(): never {
  throw new Error('A case has at least one account.');
}

/** A case in a few lines, for a person. */
export function describeCase({ accounts, rules, seed, input, selection, answer }: Case): string {
  return [
    `faults ${formatFaultSpec(rules) || 'none'} (seed ${seed})`,
    `input ${JSON.stringify(input)}, selection ${JSON.stringify(selection)}, answer ${JSON.stringify(answer)}`,
    ...accounts.map((account) => JSON.stringify(account)),
  ].join('\n');
}
