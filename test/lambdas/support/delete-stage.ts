import './quiet';
import { IAMClient } from '@aws-sdk/client-iam';
import { type AwsClientStub, mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CredentialKind, Deletion } from '../../../lambdas/run/model';
import { awsError } from './aws-error';
import { calledOperations } from './iam';

interface DeleteStage {
  readonly kind: CredentialKind;
  readonly remove: (iam: IAMClient, ids: readonly string[]) => Promise<{ deletions: Deletion[] }>;
  /** The only operation that the stage may call, but for the look before it. */
  readonly operation: string;
  /** Called before each deletion, to see whether it is still the one. @default nothing */
  readonly looksWith?: string;
  /** What every call answers. @default an empty answer */
  readonly answer?: object;
  readonly ids: readonly string[];
  /** What IAM is told for one ID. */
  readonly inputFor: (id: string) => object;
}

/** What every delete stage promises; gives the client that the tests are answered by. */
export function deletesExactlyWhatItIsGiven({
  kind,
  remove,
  operation,
  looksWith,
  answer = {},
  ids,
  inputFor,
}: DeleteStage): AwsClientStub<IAMClient> {
  const iamMock = mockClient(IAMClient);
  const iam = new IAMClient({});
  const inputs = () => iamMock.calls().map(({ firstArg }) => firstArg.input);
  const onlyId = ids.slice(0, 1);
  const at = '2026-11-23T14:06:00.000Z';

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(at), toFake: ['Date'] });
    iamMock.reset();
    iamMock.onAnyCommand().callsFake(() => answer);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('deletes the given IDs and calls nothing else: no list, no user name', async () => {
    expect(await remove(iam, ids)).toEqual({
      deletions: ids.map((id) => ({ kind, id, result: 'deleted', at })),
    });
    const operations = looksWith ? [looksWith, operation] : [operation];
    expect(inputs()).toEqual(ids.flatMap((id) => operations.map(() => inputFor(id))));
    expect(calledOperations(iamMock)).toEqual(ids.flatMap(() => operations));
  });

  it('keeps the ID by which AWS knows each request, also one that it refused', async () => {
    const refused = Object.assign(awsError('AccessDenied'), { $metadata: { requestId: 'req-1' } });
    iamMock
      .onAnyCommand()
      .rejectsOnce(refused)
      .callsFake(() => ({ ...answer, $metadata: { requestId: 'req-2' } }));
    const { deletions } = await remove(iam, ids);
    expect(deletions.map(({ requestId }) => requestId)).toEqual(
      ids.map((_, index) => (index === 0 ? 'req-1' : 'req-2')),
    );
  });

  it('calls nothing when it is given nothing', async () => {
    expect(await remove(iam, [])).toEqual({ deletions: [] });
    expect(iamMock.calls()).toEqual([]);
  });

  it.each(['NoSuchEntity', 'NoSuchEntityException'])('takes %s for gone already', async (code) => {
    iamMock.onAnyCommand().rejects(awsError(code));
    expect(await remove(iam, onlyId)).toEqual({
      deletions: onlyId.map((id) => ({ kind, id, result: 'already-gone', at })),
    });
  });

  it.each([
    'AccessDenied',
    'EntityTemporarilyUnmodifiableException',
    'ExpiredToken',
    'LimitExceededException',
    'NoSuchEntityOfAnyKind',
    'Throttling',
  ])('records %s, and the next ID still gets its turn', async (code) => {
    iamMock
      .onAnyCommand()
      .rejectsOnce(awsError(code, 'not now'))
      .callsFake(() => answer);
    const failure = { call: `iam:${operation}`, error: code, message: 'not now' };
    expect(await remove(iam, ids)).toEqual({
      deletions: ids.map((id, index) =>
        index === 0 ? { kind, id, result: 'failed', failure, at } : { kind, id, result: 'deleted', at },
      ),
    });
  });
  return iamMock;
}
