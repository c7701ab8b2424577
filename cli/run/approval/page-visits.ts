import type { Clock } from '../../../local-aws';

/** In milliseconds: how long a page that somebody looks at outlives its run, and how long what it has shown can be read. */
const [longest, reading] = [60_000, 10_000];
const betweenLooks = 100;

/** Who looks at the approval page of a local run, so that it does not go before they have seen the end. */
export class PageVisits {
  readonly #clock: Clock;
  readonly #left = new AbortController();
  /** Whether somebody has decided in a browser, or tried to. */
  #isFollowed = false;
  #endedAt: number | undefined;
  /** When a browser was last shown something after the end. */
  #shownAt: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Of browsers alone, which say what they ask for; the terminal's own decisions do not. */
  add({ method, headers }: Request): void {
    if (!headers.has('sec-fetch-dest')) return;
    if (method === 'POST') this.#isFollowed = true;
    if (method === 'GET' && this.#endedAt !== undefined) this.#shownAt = this.#now();
  }

  /** From now on the page shows the end. */
  end(): void {
    this.#endedAt = this.#now();
  }

  /** Whether there is a browser that follows the run. */
  get areWaiting(): boolean {
    return this.#isFollowed && !this.#left.signal.aborted;
  }

  /** Resolves when a browser has shown the end, and nothing more was asked for a while; after a minute in any case. */
  async shown(): Promise<void> {
    while (this.areWaiting && this.#now() < this.#until())
      await this.#clock.sleep(betweenLooks, this.#left.signal).catch(() => undefined);
  }

  /** Nobody waits any more. */
  leave(): void {
    this.#left.abort();
  }

  #until(): number {
    const latest = (this.#endedAt ?? 0) + longest;
    return this.#shownAt === undefined ? latest : Math.min(latest, this.#shownAt + reading);
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
