import { createRandom } from './random';

const TEAMS = [
  'payments',
  'checkout',
  'search',
  'catalog',
  'identity',
  'billing',
  'data-platform',
  'machine-learning',
  'mobile',
  'logistics',
  'messaging',
  'observability',
  'network',
  'security-tooling',
  'marketing-site',
  'partner-api',
];
const ENVIRONMENTS = ['prod', 'staging', 'dev', 'sandbox'] as const;

/** What an account is for: one environment of a team, or what several of them share. */
export type AccountEnvironment = (typeof ENVIRONMENTS)[number] | 'shared';

/** An account's name, and the environment that it is for. */
export interface AccountName {
  name: string;
  environment: AccountEnvironment;
}

/** People do call accounts such things; each one needs escaping in HTML, XML or CSV, or is a formula there. */
const AWKWARD: Record<number, AccountName> = {
  2: { name: 'R&D <sandbox>', environment: 'sandbox' },
  3: { name: '=SUM(finance), "shared"', environment: 'shared' },
};

/** `count` different names of a team and its environment, in an order that the seed decides. */
export function accountNames(count: number, seed: number): AccountName[] {
  const usual = createRandom(seed, 'names').shuffle(
    TEAMS.flatMap((team) =>
      ENVIRONMENTS.map((environment) => ({ name: `${team}-${environment}`, environment })),
    ),
  );
  return Array.from({ length: count }, (_, index) => AWKWARD[index] ?? numbered(usual, index));
}

/** Starts over with `payments-prod-2` when all combinations are taken. */
function numbered(usual: AccountName[], index: number): AccountName {
  const { name, environment } = usual[index % usual.length] ?? { name: 'spare', environment: 'shared' };
  const round = Math.floor(index / usual.length) + 1;
  return { name: round === 1 ? name : `${name}-${round}`, environment };
}

/** The email address of an account's root user: one of its own for every account, as AWS demands. */
export const emailOf = (accountName: string) => `aws+${slugOf(accountName)}@example.com`;

/** An account's name as far as addresses and buckets can be called so. */
export function slugOf(accountName: string): string {
  return accountName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
