import { SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { approvalLink, newLinkSecret, secretHash } from './approval/approval-link';
import { requiredBy } from './approval/approval-rules';
import { confirmedApprovers, ownApproverTopics } from './approval/approver-subscriptions';
import { lastProposal } from './approval/proposals';
import { ownClient } from './aws-calls/own-client';
import { mailApprovers } from './mail/mail-approvers';
import { reminderEmail } from './mail/request-emails';
import { ownSeal, sealText } from './root-session/seal';
import { ApprovalRequest, Decision } from './run/model';
import { runKeys } from './run/run-keys';
import { ownRunStore, readJson, requireJson, writeText } from './run/run-store';
import { env } from './skeleton/env';
import { AlreadyDecidedError } from './skeleton/errors';
import { stateHandler } from './skeleton/handler';
import { AnyPlan } from './tasks/shapes';

const store = ownRunStore();
const seal = ownSeal();
const sns = ownClient(SNSClient);

/**
 * Puts this wait's task token in the place of the one that ran out, and mails everyone who was asked a second link
 * of their own: of the first one only a hash is kept, and a mail without a link is one to search for. Both work.
 * The token is stored before the decision is looked for, so that one that comes meanwhile either is seen here or
 * finds the new token.
 * @throws AlreadyDecidedError when there is a decision: the wait is over then. A mail that fails ends no wait.
 * @throws StrangersOnTopicError when somebody else would get a link: nobody is reminded then, and the links of the
 * first mails work on
 */
export const handler = stateHandler(
  z.object({ run: z.string(), taskToken: z.string() }),
  async ({ run, taskToken }) => {
    const [approval, plan] = await Promise.all([
      requireJson(store, runKeys.approval(run), ApprovalRequest),
      requireJson(store, runKeys.plan(run), AnyPlan),
    ]);
    const emails = [...new Set(approval.approvers.map(({ email }) => email))];
    const reminded = emails.map((email) => ({ email, secret: newLinkSecret() }));
    const renewed: ApprovalRequest = {
      ...approval,
      approvers: [
        ...approval.approvers,
        ...reminded.map(({ email, secret }) => ({ email, secretHash: secretHash(secret) })),
      ],
      sealedTaskToken: await sealText(seal, { purpose: 'task-token', run }, taskToken),
    };
    await writeText(store, runKeys.approval(run), JSON.stringify(renewed));
    if (await readJson(store, runKeys.decision(run), Decision)) {
      throw new AlreadyDecidedError('Somebody decided before the reminder.');
    }
    const last = requiredBy(approval) > 1 ? await lastProposal(store, run) : undefined;
    const proposal = last?.proposal;
    const topics = ownApproverTopics();
    await confirmedApprovers(sns, topics);
    const failures = await mailApprovers(
      { sns, ...topics },
      reminded.map(({ email, secret }) => ({
        to: email,
        ...reminderEmail(plan, { ...approval, proposal }, approvalLink(env('APPROVAL_URL'), run, secret)),
      })),
    );
    return { reminded: reminded.length - failures.length };
  },
);
