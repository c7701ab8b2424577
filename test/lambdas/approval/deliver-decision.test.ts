import '../fakes/quiet';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PersonalDecision } from '../../../lambdas/approval/approval-state';
import { deliverDecision } from '../../../lambdas/approval/deliver-decision';
import { sealText } from '../../../lambdas/root-session/seal';
import { awsError } from '../fakes/aws-error';
import { inMemoryClients } from '../fakes/in-memory-clients';

const sfnMock = mockClient(SFNClient);
const sfn = new SFNClient({});
const decision: PersonalDecision = {
  decision: 'APPROVED',
  planDigest: 'ab'.repeat(32),
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  comment: 'Yes.',
  credentials: [{ accountId: '222222222222', kind: 'access-keys', id: 'AKIA1' }],
};

describe('deliverDecision', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  let approval: { run: string; sealedTaskToken: string };

  beforeEach(async () => {
    sfnMock.reset();
    sfnMock.on(SendTaskSuccessCommand).resolves({});
    clients = inMemoryClients();
    const context = { purpose: 'task-token', run: 'run-1' } as const;
    approval = {
      run: 'run-1',
      sealedTaskToken: await sealText(clients.seal, context, 'the-task-token'),
    };
  });

  it('sends the word of the decision with the task token, and no credentials: those are in the store', async () => {
    await deliverDecision({ seal: clients.seal, sfn }, approval, decision);
    expect(sfnMock.calls().map(({ firstArg }) => firstArg.input)).toEqual([
      { taskToken: 'the-task-token', output: '{"decision":"APPROVED"}' },
    ]);
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist'])('takes %s for a wait that is over', async (code) => {
    sfnMock.on(SendTaskSuccessCommand).rejects(awsError(code));
    await expect(deliverDecision({ seal: clients.seal, sfn }, approval, decision)).resolves.toBeUndefined();
  });

  it.each(['AccessDeniedException', 'InvalidToken', 'ThrottlingException'])('passes %s on', async (code) => {
    sfnMock.on(SendTaskSuccessCommand).rejects(awsError(code));
    await expect(deliverDecision({ seal: clients.seal, sfn }, approval, decision)).rejects.toMatchObject({
      name: code,
    });
  });

  it('sends nothing with the token of another run', async () => {
    const other = { ...approval, run: 'run-2' };
    await expect(deliverDecision({ seal: clients.seal, sfn }, other, decision)).rejects.toThrow();
    expect(sfnMock.calls()).toEqual([]);
  });
});
