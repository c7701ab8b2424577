import type { Clock } from '../runtime/clock';
import { ServiceError } from './service-error';

/** A token bucket: so many calls at once, and so many a second after that. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/**
 * The slowest of AWS Organizations' operations
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html).
 */
export const DOCUMENTED_RATES: Readonly<Record<string, Rate>> = {
  'organizations:EnableAWSServiceAccess': { burst: 2, perSecond: 1 },
  'organizations:RegisterDelegatedAdministrator': { burst: 2, perSecond: 1 },
  'organizations:DeregisterDelegatedAdministrator': { burst: 2, perSecond: 1 },
};

/** Refuses calls that come too fast, each operation by itself. */
export class Throttle {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly rates: Readonly<Record<string, Rate>>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Throws Throttling. */
  take(operation: string): void {
    const rate = this.rates[operation];
    if (!rate) return;
    const at = this.clock.now().getTime();
    const before = this.#buckets.get(operation) ?? { tokens: rate.burst, at };
    const tokens = Math.min(rate.burst, before.tokens + ((at - before.at) / 1000) * rate.perSecond);
    this.#buckets.set(operation, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
    if (tokens < 1) throw new ServiceError('Throttling', 400, 'Rate exceeded');
  }
}
