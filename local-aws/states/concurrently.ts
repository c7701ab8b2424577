/**
 * Runs work for 0..count-1, at most `limit` at a time, and stops starting more once one has failed or `until` is
 * aborted.
 */
export async function concurrently(
  count: number,
  limit: number,
  work: (index: number) => Promise<void>,
  until?: AbortSignal,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count && !until?.aborted) {
      const index = next++;
      try {
        await work(index);
      } catch (error) {
        next = count;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
}
