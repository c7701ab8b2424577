import { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { requiredBy } from './approval/approval-rules';
import { approvalState, isExecutionName, type PersonalDecision } from './approval/approval-state';
import { askForDelivery } from './approval/ask-for-delivery';
import type { IamAnswer } from './approval/iam-answer';
import { planAsAsked } from './approval/plan-as-asked';
import { lastProposal } from './approval/proposals';
import { type DecisionServices, type StoredDecision, storeDecision } from './approval/store-decision';
import { ownClient } from './aws-calls/own-client';
import { judge, readSubmission } from './pages/approval-form';
import { ApprovalRequest, type Decider } from './run/model';
import { runKeys } from './run/run-keys';
import { ownRunStore, readJson } from './run/run-store';
import { env } from './skeleton/env';
import { stateHandler } from './skeleton/handler';

/** The form of the approval page, with the name of the run beside, and who has signed it as API Gateway says. */
export interface SignedForm {
  readonly form: string;
  readonly arn: string;
  readonly sourceIp: string;
}

type Answer = readonly [status: number, answer: IamAnswer];

const problem = (status: number, text: string): Answer => [status, { problem: text }];

/** Decides as the page does, in the name of whoever has signed: by the same judgement, into the same object. */
export async function decideByIam(services: DecisionServices, signed: SignedForm): Promise<Answer> {
  const { store, now } = services;
  const form = readSubmission(signed.form);
  const run = new URLSearchParams(signed.form).get('run') ?? '';
  const approval = isExecutionName(run)
    ? await readJson(store, runKeys.approval(run), ApprovalRequest)
    : undefined;
  if (approval?.run !== run) return problem(404, 'There is no run of this name that asks for a decision.');
  if (!approval.iamApprovals) return problem(403, 'This run takes no decision that is signed with IAM.');
  const state = await approvalState(store, approval, now());
  if (state.state !== 'pending') return answerTo({ settled: state, isThisOne: false });

  const last = requiredBy(approval) > 1 ? await lastProposal(store, run) : undefined;
  const verdict = judge(form, await planAsAsked(store, approval), approval.planDigest, last);
  if ('problem' in verdict) return problem(422, verdict.problem);
  const decider: Decider = { decidedBy: signed.arn, knownBy: { kind: 'iam', arn: signed.arn } };
  const decision: PersonalDecision = {
    ...verdict,
    planDigest: approval.planDigest,
    decidedAt: now().toISOString(),
    ...decider,
    name: form.name || undefined,
    sourceIp: signed.sourceIp,
    comment: form.comment || undefined,
  };
  return answerTo(await storeDecision(services, approval, decision, form.seen));
}

function answerTo(stored: StoredDecision): Answer {
  if ('problem' in stored) return problem(409, stored.problem);
  if ('proposed' in stored) return [202, { proposed: stored.proposed.number }];
  const { settled, isThisOne } = stored;
  const decision = settled.state === 'decided' ? settled.decision : undefined;
  return [isThisOne ? 200 : 409, { state: settled.state, isThisOne, decision }];
}

/**
 * The event of a request that API Gateway has authorized by IAM, payload format 2.0: without a signer it is none. Nobody
 * but this API may invoke the function by its resource policy; whoever an identity policy lets invoke it can write
 * whatever they like here, as who can write into the run store can.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
const SignedRequest = z.object({
  routeKey: z.literal('POST /iam/decision'),
  requestContext: z.object({
    authorizer: z.object({
      iam: z.object({ userArn: z.string().check(z.regex(/^arn:[\w-]+:(iam|sts)::\d{12}:./)) }),
    }),
    http: z.object({ sourceIp: z.string() }),
  }),
  body: z._default(z.string(), ''),
  isBase64Encoded: z.boolean(),
});

const lambda = ownClient(LambdaClient);
const services: DecisionServices = {
  store: ownRunStore(),
  now: () => new Date(),
  deliver: (run) => askForDelivery(lambda, env('DELIVERY_FUNCTION'), run),
};

/** The Lambda `IamDecision`, behind the one route of the HTTP API that asks IAM who may come. */
export const handler = stateHandler(SignedRequest, async ({ requestContext, body, isBase64Encoded }) => {
  const { authorizer, http } = requestContext;
  const form = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  const [statusCode, answer] = await decideByIam(services, {
    form,
    arn: authorizer.iam.userArn,
    sourceIp: http.sourceIp,
  });
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(answer) };
});
