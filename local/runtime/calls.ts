/** Told of every call before it is answered, failed ones too: `s3:PutObject`. */
export type OnCall = (call: string) => void;

/** How often each `service:Operation` was called. */
export class CallCounts {
  readonly #counts = new Map<string, number>();

  readonly count: OnCall = (call) => {
    this.#counts.set(call, (this.#counts.get(call) ?? 0) + 1);
  };

  toObject(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => a.localeCompare(b)));
  }
}
