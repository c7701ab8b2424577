import type { FaultRule } from './fault-spec';

/** A rule that can never strike: its target is no part of any of these names, or is of an account that is not there. */
export interface AimlessRule {
  readonly rule: FaultRule;
  readonly lacks: 'name' | 'account';
  readonly names: readonly string[];
}

/** Rules that can never strike, and what there is instead. */
export class AimlessFaultsError extends Error {
  override readonly name = 'AimlessFaultsError';

  constructor(readonly aimless: readonly AimlessRule[]) {
    super(`There is nothing that is called ${aimless.map(({ rule }) => rule.target).join(', ')}.`);
  }
}
