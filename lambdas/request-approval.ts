import { SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { approvalLink, newLinkSecret, secretHash } from './approval/approval-link';
import {
  type ApproverTopics,
  confirmedApprovers,
  ownApproverTopics,
} from './approval/approver-subscriptions';
import { areIamApprovalsOn } from './approval/iam-approvals';
import { ownRulesFor } from './approval/own-rules';
import { peopleAmong } from './approval/persons';
import { ownClient } from './aws-calls/own-client';
import { mailApprovers } from './mail/mail-approvers';
import { approvalEmail } from './mail/request-emails';
import { ownSeal, sealText } from './root-session/seal';
import { ApprovalRequest, type ApprovalRules, Decision } from './run/model';
import { runKeys } from './run/run-keys';
import { ownRunStore, readJson, requireJson, writeText } from './run/run-store';
import { writeOnce } from './run/write-once';
import { env, envOrNone } from './skeleton/env';
import {
  AlreadyDecidedError,
  NoApproverConfirmedError,
  TooFewApproversConfirmedError,
} from './skeleton/errors';
import { stateHandler } from './skeleton/handler';
import { logger } from './skeleton/logger';
import { AnyPlan } from './tasks/shapes';

/**
 * The approvers who can be asked; SNS drops mail to the others silently.
 * @throws NoApproverConfirmedError when there is none: nobody could ever approve
 * @throws TooFewApproversConfirmedError when there are fewer than have to approve
 * @throws StrangersOnTopicError when somebody else would get a link
 */
export async function approversToAsk(
  client: SNSClient,
  topics: ApproverTopics,
  rules?: ApprovalRules,
): Promise<string[]> {
  const { approvers, prefix } = topics;
  const asked = await confirmedApprovers(client, topics);
  const unasked = approvers.filter((approver) => !asked.includes(approver));
  if (unasked.length > 0)
    logger.warn('Approvers without a confirmed subscription are not asked', { unasked });
  if (asked.length > 0) return enoughOf(asked, approvers, rules);
  throw new NoApproverConfirmedError(
    `None of ${approvers.join(', ')} has confirmed the subscription to their topic (${prefix}…). Find the mail "AWS Notification - Subscription Confirmation" (its link is valid for 2 days; "Request confirmation" in the SNS console sends a new one), confirm it, and run again. A subscription that was deleted, as by the link at the end of a mail, has to be made again (docs/deploying.md).`,
  );
}

/** Addresses that are one person's are one approver here, and whoever started the run is none. */
function enoughOf(asked: string[], approvers: readonly string[], rules?: ApprovalRules): string[] {
  if (!rules) return asked;
  const may = peopleAmong(asked, rules);
  if (may >= rules.required) return asked;
  const started = rules.requester?.identity;
  throw new TooFewApproversConfirmedError(
    `${rules.required} of ${approvers.join(', ')} have to approve this run, and ${may} can: those whose subscription is confirmed, each person once${started ? `, but for whoever started it (${started})` : ''}. Confirm more subscriptions, or name more approvers, and run again.`,
  );
}

const store = ownRunStore();
const seal = ownSeal();
const sns = ownClient(SNSClient);

const Payload = z.object({
  run: z.string(),
  taskToken: z.string(),
  planDigest: z.string(),
  requestedAt: z.string(),
  timeoutSeconds: z.number(),
});

/**
 * Stores what the approval page needs (the task token sealed, the secrets hashed), then mails each approver. Invoked a
 * second time for one wait, it leaves the links of the first mails what they are: both work. The token is stored before
 * the decision is looked for: one that comes meanwhile either is seen here or finds this wait's token.
 * @throws AlreadyDecidedError when there is a decision, as in an execution that is redriven: the wait is over then
 */
export const handler = stateHandler(
  Payload,
  async ({ run, taskToken, planDigest, requestedAt, timeoutSeconds }) => {
    const topics = ownApproverTopics();
    const plan = await requireJson(store, runKeys.plan(run), AnyPlan);
    const issuer = envOrNone('SIGN_IN_ISSUER');
    const rules = await ownRulesFor(store, plan);
    const emails = await approversToAsk(sns, topics, rules);
    const asked = emails.map((email) => ({ email, secret: newLinkSecret() }));
    const approval: ApprovalRequest = {
      run,
      planDigest,
      mode: plan.kind === 'purge' ? plan.mode : undefined,
      requestedAt,
      expiresAt: new Date(Date.parse(requestedAt) + timeoutSeconds * 1000).toISOString(),
      approvers: asked.map(({ email, secret }) => ({ email, secretHash: secretHash(secret) })),
      signIn: issuer ? { issuer } : undefined,
      rules,
      iamApprovals: areIamApprovalsOn(),
      sealedTaskToken: await sealText(seal, { purpose: 'task-token', run }, taskToken),
    };
    const key = runKeys.approval(run);
    if (!(await writeOnce(store, key, JSON.stringify(approval)))) {
      const earlier = await requireJson(store, key, ApprovalRequest);
      const approvers = [...earlier.approvers, ...approval.approvers];
      await writeText(store, key, JSON.stringify({ ...approval, approvers }));
    }
    if (await readJson(store, runKeys.decision(run), Decision)) {
      throw new AlreadyDecidedError('Somebody decided before this request.');
    }

    const mails = asked.map(({ email, secret }) => ({
      to: email,
      ...approvalEmail(plan, approval, approvalLink(env('APPROVAL_URL'), run, secret)),
    }));
    const failures = await mailApprovers({ sns, ...topics }, mails);
    if (failures.length === mails.length) throw failures[0];
    return { asked: mails.length - failures.length };
  },
);
