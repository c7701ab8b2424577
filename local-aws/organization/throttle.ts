import type { Clock } from '../clock';
import { AwsError } from '../wire/aws-error';
import { type Rate, TokenBuckets } from '../wire/token-buckets';

export type { Rate };

/**
 * The slowest of AWS Organizations' operations
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html).
 */
export const DOCUMENTED_RATES: Readonly<Record<string, Rate>> = {
  'organizations:EnableAWSServiceAccess': { burst: 2, perSecond: 1 },
  'organizations:RegisterDelegatedAdministrator': { burst: 2, perSecond: 1 },
};

/** Refuses calls that come too fast, each operation by itself. */
export class Throttle {
  readonly #buckets: TokenBuckets<string>;

  constructor(
    private readonly rates: Readonly<Record<string, Rate>>,
    clock: Pick<Clock, 'now'>,
  ) {
    this.#buckets = new TokenBuckets(clock);
  }

  /** @throws Throttling */
  take(operation: string): void {
    const rate = this.rates[operation];
    if (!rate || this.#buckets.take(operation, rate)) return;
    throw new AwsError('Throttling', 'Rate exceeded');
  }
}
