import './quiet';
import { createHash } from 'node:crypto';
import { approvalLink, newLinkSecret, secretHash } from '../../../lambdas/approval/approval-link';
import { approvalApi } from '../../../lambdas/approval-api';
import type { KnownApprovers } from '../../../lambdas/identity/approver-person';
import { sealText } from '../../../lambdas/root-session/seal';
import type { ApprovalRequest } from '../../../lambdas/run/model';
import { runKeys } from '../../../lambdas/run/run-keys';
import type { RunStore } from '../../../lambdas/run/run-store';
import type { Tasks } from '../../../lambdas/tasks/registry';
import type { AnyPlan } from '../../../lambdas/tasks/shapes';
import { inMemoryAws } from './in-memory-aws';
import { plan as defaultPlan } from './plan-fixture';

export const formType = 'application/x-www-form-urlencoded';

/** A run that waits for Ana or Ben, with its API, its clock, and everything AWS was told. */
export async function waitingRun(
  plan: AnyPlan = defaultPlan,
  tasks?: Tasks,
  more: Partial<ApprovalRequest> = {},
  signIn?: KnownApprovers,
) {
  const aws = inMemoryAws();
  const store: RunStore = { s3: aws.s3, bucket: 'run-bucket' };
  const seal = { kms: aws.kms, keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/sealing' };
  const clock = { now: new Date('2026-11-23T14:05:00.000Z') };
  const secrets = { ana: newLinkSecret(), ben: newLinkSecret() };
  const planText = JSON.stringify(plan);
  const digest = createHash('sha256').update(planText).digest('hex');
  const approval = {
    run: plan.run,
    planDigest: digest,
    mode: plan.kind === 'purge' ? plan.mode : undefined,
    requestedAt: '2026-11-23T12:01:00.000Z',
    expiresAt: '2026-11-26T12:01:00.000Z',
    approvers: [
      { email: 'ana@example.com', secretHash: secretHash(secrets.ana) },
      { email: 'ben@example.com', secretHash: secretHash(secrets.ben) },
    ],
    signIn: signIn && { issuer: signIn.issuer },
    ...more,
    sealedTaskToken: await sealText(seal, { purpose: 'task-token', run: plan.run }, 'the-task-token'),
  };
  aws.objects.set(runKeys.plan(plan.run), planText);
  aws.objects.set(runKeys.approval(plan.run), JSON.stringify(approval));

  /** The runs whose decision was stored when its delivery was asked for; `nothing stored` where none was. */
  const delivered: string[] = [];
  const deliver = async (run: string) => {
    delivered.push(aws.objects.has(runKeys.decision(run)) ? run : 'nothing stored');
  };
  const now = () => clock.now;
  const api = approvalApi({ store, now, tasks, deliver, signIn: signIn && { ...signIn, seal } });
  const context = { requestContext: { http: { sourceIp: '203.0.113.7' } } };
  /** The context is what API Gateway tells a Lambda about a request. */
  const respond = async (request: Request) => api.fetch(request, context);
  const request = (path: string, init?: RequestInit) =>
    respond(new Request(`https://approvals.example.com${path}`, init));
  return {
    aws,
    seal,
    services: { store, now, deliver },
    clock,
    delivered,
    digest,
    respond,
    request,
    path: { ana: approvalLink('', plan.run, secrets.ana), ben: approvalLink('', plan.run, secrets.ben) },
    stored: (key: string) => JSON.parse(aws.objects.get(key) ?? 'null'),
    /** Presses a button of the page at this path. */
    decide: (path: string, fields: [string, string][]) =>
      request(path, {
        method: 'POST',
        headers: { 'Content-Type': formType },
        body: new URLSearchParams([['digest', digest], ...fields]).toString(),
      }),
  };
}
