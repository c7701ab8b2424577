import * as z from 'zod/mini';
import { forwardedEventsBus } from '../lib/account-events';
import type { LocalApp } from './local-app';
import type { Delivery } from './runtime/event-bridge';
import type { JsonObject } from './runtime/json';
import { accountId } from './runtime/physical-id';

/** What the function behind the rules for new accounts answers. */
const Answer = z.union([
  z.object({ started: z.string() }),
  z.object({ ignored: z.string() }),
  z.object({ reported: z.string() }),
]);

/** One line for each target of a rule that the event matched. */
export interface EventOutcome {
  readonly lines: string[];
  /** Something went wrong, or nobody can tell what the event is about. */
  readonly failed: boolean;
}

/** Sends the event to the app: one of another account comes in on the bus that the management account forwards to. */
export async function sendEvent(app: LocalApp, event: JsonObject): Promise<EventOutcome> {
  const isOwn = event.account === undefined || event.account === accountId;
  const deliveries = await app.putEvent(event, isOwn ? 'default' : forwardedEventsBus);
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
