import type { AccountPosture, Posture } from '../../lambdas/run/posture';

/** An account, by ID, with how the last run left it. */
export interface Standing extends AccountPosture {
  readonly accountId: string;
}

/** How accounts stand: how many there are, hold nothing, hold something, or are unknown to anybody. */
export interface Counts {
  readonly accounts: number;
  readonly without: number;
  readonly holding: number;
  readonly unknown: number;
  /** Of those, the ones that nobody answers for. */
  readonly unacknowledged: number;
  readonly credentials: number;
}

/** Every account of a posture, worst first: what is back, what is there longest, what is unknown longest. */
export function standings({ accounts }: Posture): Standing[] {
  const all = Object.entries(accounts).map(([accountId, posture]) => ({ accountId, ...posture }));
  return all.sort(
    (a, b) =>
      backIn(b) - backIn(a) ||
      openIn(b).length - openIn(a).length ||
      (b.unknown?.runs ?? 0) - (a.unknown?.runs ?? 0),
  );
}

/** The credentials of an account that nobody answers for. */
export const openIn = ({ credentials }: AccountPosture) => credentials.filter(({ exception }) => !exception);

/** How many of them came after a purge had called the account clean. */
export const backIn = (account: AccountPosture) =>
  openIn(account).filter(({ came }) => came === 'back').length;

/** How these accounts stand. */
export function countsOf(of: readonly AccountPosture[]): Counts {
  const holding = of.filter((account) => openIn(account).length > 0);
  const unknown = of.filter((account) => account.unknown);
  return {
    accounts: of.length,
    without: of.filter((account) => account.credentials.length === 0 && !account.unknown).length,
    holding: holding.length,
    unknown: unknown.length,
    unacknowledged: unknown.filter(({ acknowledged }) => !acknowledged).length,
    credentials: holding.reduce((sum, account) => sum + openIn(account).length, 0),
  };
}

/** The accounts of each organizational unit, by its path of names. */
export function byUnit(all: readonly Standing[]): { unit: string; counts: Counts }[] {
  const units = [...new Set(all.map(unitOf))].sort();
  return units.map((unit) => ({ unit, counts: countsOf(all.filter((each) => unitOf(each) === unit)) }));
}

/** The names of the units above an account; of one right below the root, or of which nobody knows, `(root)`. */
export const unitOf = ({ units = [] }: AccountPosture) => units.join(' / ') || '(root)';
