import type { Clock } from '../clock';

/** What a token bucket lets through: so many calls at once, and so many a second after that. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Token buckets, one for each key, full at first. */
export class TokenBuckets<Key> {
  readonly #buckets = new Map<Key, { tokens: number; at: number }>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Takes a token out of the key's bucket; false where there is no whole one in it. */
  take(key: Key, { burst, perSecond }: Rate): boolean {
    const at = this.clock.now().getTime();
    const before = this.#buckets.get(key) ?? { tokens: burst, at };
    const tokens = Math.min(burst, before.tokens + ((at - before.at) / 1000) * perSecond);
    const isThere = tokens >= 1;
    this.#buckets.set(key, { tokens: isThere ? tokens - 1 : tokens, at });
    return isThere;
  }
}
