import * as z from 'zod/mini';
import type { Delivery, JsonObject } from '../../local-aws';
import type { RunningApp } from './running-app';

/** What the function behind the rules for new accounts answers. */
const Answer = z.union([
  z.object({ started: z.string() }),
  z.object({ ignored: z.string() }),
  z.object({ reported: z.string() }),
]);

/** What became of an event: one line for each target of a rule that it matched. */
export interface EventOutcome {
  readonly lines: string[];
  /** Something went wrong, or nobody can tell what the event is about. */
  readonly failed: boolean;
}

/** Sends an event where AWS would: to the default event bus of its account and Region. */
export async function sendEvent(app: RunningApp, event: JsonObject): Promise<EventOutcome> {
  const deliveries = await app.putEvent(event);
  const none = 'No rule of the app matches this event: it starts nothing.';
  return {
    lines: deliveries.length > 0 ? deliveries.map(describe) : [none],
    failed: deliveries.some(hasFailed),
  };
}

function describe(delivery: Delivery): string {
  if ('error' in delivery) return `Failed: ${delivery.error}`;
  const answer = z.safeParse(Answer, delivery.answer);
  if (!answer.success) return `${delivery.rule} was called.`;
  if ('started' in answer.data) return `Started ${answer.data.started}`;
  if ('ignored' in answer.data) return `Ignored: ${answer.data.ignored}`;
  return `Reported by email: ${answer.data.reported}`;
}

function hasFailed(delivery: Delivery): boolean {
  return 'error' in delivery || z.safeParse(z.object({ reported: z.string() }), delivery.answer).success;
}
