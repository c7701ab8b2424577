/** What some work took of this process. */
export interface Usage {
  readonly seconds: number;
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  /** The most memory the process ever had, in MiB. */
  readonly peakMiB: number;
}

/** What some work takes of this process: time, CPU and memory. */
export async function usage(work: () => Promise<void>): Promise<Usage> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
}
