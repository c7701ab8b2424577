import type { Logger } from '@smithy/types';
import * as z from 'zod/mini';

/** What the SDK tells its logger of a call that has ended, well or not. */
const Call = z.object({
  clientName: z.string(),
  commandName: z.string(),
  metadata: z._default(z.object({ attempts: z._default(z.number(), 1) }), { attempts: 1 }),
});

/** Counts the calls of every client that has its logger, each attempt for itself: `{"sts:AssumeRoot": 2}`. */
export function countCalls(): { readonly logger: Logger; readonly calls: Record<string, number> } {
  const calls: Record<string, number> = {};
  const count = (told: unknown) => {
    const { success, data } = z.safeParse(Call, told);
    if (!success) return;
    const service = data.clientName.replace(/Client$/, '').toLowerCase();
    const operation = `${service}:${data.commandName.replace(/Command$/, '')}`;
    calls[operation] = (calls[operation] ?? 0) + data.metadata.attempts;
  };
  const ignore = () => undefined;
  return { calls, logger: { debug: ignore, warn: ignore, info: count, error: count } };
}
