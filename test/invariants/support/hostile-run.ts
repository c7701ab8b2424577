import { parseFaultSpec } from '../../../local-aws';
import { checkedRun } from '../broken-promises';
import { type Case, organizationOf } from './cases';

const account = { state: 'ACTIVE', faults: {}, shielded: false } as const;

/** Two accounts that hold something of every kind, one of which goes first in every list. */
const held: Case = {
  accounts: [
    { ...account, signingCertificates: 1, accessKeys: 1, password: true, mfaDevices: ['virtual'] },
    { ...account, signingCertificates: 1, accessKeys: 2, password: true, mfaDevices: ['fido'] },
  ],
  rules: [],
  seed: 1,
  input: {},
  answer: { how: 'all', by: 0, mask: 0, race: false, late: false },
};

export const hostileAccounts = organizationOf(held).accounts.map(({ id }) => id);

/** A listing that never ends is read for hundreds of pages, of each account; on a busy machine that takes a while. */
export const patience = { timeout: 180_000 };

export interface HostileRun {
  readonly status: string;
  /** Says how each promise was broken that was. */
  readonly broken: string[];
  /** Of the two accounts, in their order; of those in the report. */
  readonly outcomes: string[];
  readonly hasStruck: boolean;
}

/** One run over two accounts with credentials of every kind, all approved, in which this goes wrong. */
export async function hostileRun(spec: string, how: Pick<Case, 'selection'> & { audit?: boolean } = {}) {
  const rules = parseFaultSpec(spec);
  const input: Case['input'] = how.audit ? { mode: 'audit' } : {};
  const { status, broken, report, struck } = await checkedRun({ ...held, ...how, rules, input });
  const outcomes = hostileAccounts.flatMap(
    (id) => report?.accounts.find(({ accountId }) => accountId === id)?.outcome ?? [],
  );
  return { status, broken, outcomes, hasStruck: Object.keys(struck).length > 0 } satisfies HostileRun;
}
