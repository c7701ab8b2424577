import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import { ownClient } from '../aws-calls/own-client';
import type { ApprovalRules } from '../run/model';
import { Origin } from '../run/model';
import { runKeys } from '../run/run-keys';
import { type RunStore, requireJson } from '../run/run-store';
import { whoStarted } from '../run/who-started';
import { envOrNone } from '../skeleton/env';
import type { AnyPlan } from '../tasks/shapes';
import { ConfiguredRules, type Requester, rulesFor } from './approval-rules';
import { isOnePerson, type People } from './persons';

/** What the configuration of this app asks for beyond one approver's word; `undefined` where nothing. */
export function configuredRules(): ConfiguredRules | undefined {
  const text = envOrNone('APPROVAL_RULES');
  return text === undefined ? undefined : z.parse(ConfiguredRules, JSON.parse(text));
}

/** What the run of this plan asks for. CloudTrail is asked who started it, and told of where it does not say so yet. */
export async function ownRulesFor(store: RunStore, plan: AnyPlan): Promise<ApprovalRules | undefined> {
  const configured = configuredRules();
  if (!configured?.requester) return rulesFor(configured, plan, { isKnown: false });
  const known = await requesterByCloudTrail(store, plan.run, plan.kind, configured.people);
  return rulesFor(configured, plan, known ?? { identity: plan.origin?.startedBy, isKnown: false });
}

const Started = z.object({ startedAt: z.string(), origin: z.optional(Origin) });

/** Who started a run, as CloudTrail says; `undefined` where it does not say so, or not yet. */
export async function requesterByCloudTrail(
  store: RunStore,
  run: string,
  kind: AnyPlan['kind'],
  people: People,
): Promise<Requester | undefined> {
  const key = kind === 'task' ? runKeys.task(run) : runKeys.accounts(run);
  const { startedAt, origin } = await requireJson(store, key, Started);
  if (!origin) return undefined;
  const who = await whoStarted(ownClient(CloudTrailClient), origin.executionArn, startedAt);
  if (who.state !== 'known' || who.arn === undefined) return undefined;
  return { identity: who.arn, isKnown: isOnePerson([who.arn], people) };
}
