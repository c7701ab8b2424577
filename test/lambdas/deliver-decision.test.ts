import './support/quiet';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../lambdas/deliver-decision';
import { sealText } from '../../lambdas/root-session/seal';
import { runKeys } from '../../lambdas/run/run-keys';
import { awsError } from './support/aws-error';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';

const sfn = mockClient(SFNClient);
const run = 'run-1';
const decidedAt = '2026-11-23T14:05:00.000Z';
const personal = {
  decision: 'APPROVED',
  planDigest: 'ab'.repeat(32),
  decidedAt,
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: [],
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const stored = (key: string) => ({
  version: '0',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  detail: { version: '0', bucket: { name: 'run-bucket' }, object: { key, size: 5 }, reason: 'PutObject' },
});
const event = stored(runKeys.decision(run));

describe('DeliverDecision', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const decide = (decision: object) => clients.objects.set(runKeys.decision(run), JSON.stringify(decision));

  beforeEach(async () => {
    sfn.reset();
    sfn.on(SendTaskSuccessCommand).resolves({});
    clients = inMemoryClients();
    const approval = {
      run,
      planDigest: personal.planDigest,
      requestedAt: decidedAt,
      expiresAt: decidedAt,
      approvers: [],
      sealedTaskToken: await sealText(clients.seal, { purpose: 'task-token', run }, 'the-task-token'),
    };
    clients.objects.set(runKeys.approval(run), JSON.stringify(approval));
  });

  it.each(['APPROVED', 'REJECTED'])('tells the workflow that a decision is stored: %s', async (decision) => {
    decide({ ...personal, decision });
    expect(await invoke(handler, event)).toEqual({ delivered: true });
    expect(sfn.calls().map(({ firstArg }) => firstArg.input)).toEqual([
      { taskToken: 'the-task-token', output: JSON.stringify({ decision }) },
    ]);
  });

  it.each([
    { decision: 'EXPIRED', decidedAt },
    { decision: 'NOT_ASKED', decidedAt, caught: { state: 'RequestApproval', error: 'E', cause: '' } },
  ])('tells the workflow nothing that it stored itself: $decision', async (decision) => {
    decide(decision);
    expect(await invoke(handler, event)).toEqual({ delivered: false });
    expect(sfn.calls()).toEqual([]);
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist'])(
    'may be delivered twice: the wait is over then (%s)',
    async (name) => {
      decide(personal);
      sfn.on(SendTaskSuccessCommand).rejects(awsError(name));
      expect(await invoke(handler, event)).toEqual({ delivered: true });
    },
  );

  it.each(['AccessDeniedException', 'InvalidToken', 'ThrottlingException'])(
    'fails where Step Functions cannot be told, so that Lambda tries again (%s)',
    async (name) => {
      decide(personal);
      sfn.on(SendTaskSuccessCommand).rejectsOnce(awsError(name)).resolves({});
      await expect(invoke(handler, event)).rejects.toMatchObject({ name });
      expect(await invoke(handler, event)).toEqual({ delivered: true });
    },
  );

  it('sends nothing with the token of another run', async () => {
    decide(personal);
    const approval = JSON.parse(String(clients.objects.get(runKeys.approval(run))));
    clients.objects.set(runKeys.approval(run), JSON.stringify({ ...approval, run: 'run-2' }));
    await expect(invoke(handler, event)).rejects.toThrow();
    expect(sfn.calls()).toEqual([]);
  });

  it.each([[[runKeys.decision(run)]], [[runKeys.approval(run)]]])(
    'fails where %s cannot be read',
    async (missing) => {
      decide(personal);
      for (const key of missing) clients.objects.delete(key);
      await expect(invoke(handler, event)).rejects.toThrow('The run store has no');
      expect(sfn.calls()).toEqual([]);
    },
  );

  it.each(['runs/run-1/plan.json', 'input/runs/run-1/decision.json', 'runs/a/b/decision.json'])(
    'refuses the event of another object: %s',
    async (key) => {
      await expect(invoke(handler, stored(key))).rejects.toThrow();
      expect(sfn.calls()).toEqual([]);
    },
  );
});
