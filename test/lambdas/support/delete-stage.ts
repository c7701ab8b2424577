import './quiet';
import { IAMClient } from '@aws-sdk/client-iam';
import { type AwsClientStub, mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
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

  beforeEach(() => {
    iamMock.reset();
    iamMock.onAnyCommand().callsFake(() => answer);
  });

  it('deletes the given IDs and calls nothing else: no list, no user name', async () => {
    expect(await remove(iam, ids)).toEqual({
      deletions: ids.map((id) => ({ kind, id, result: 'deleted' })),
    });
    const operations = looksWith ? [looksWith, operation] : [operation];
    expect(inputs()).toEqual(ids.flatMap((id) => operations.map(() => inputFor(id))));
    expect(calledOperations(iamMock)).toEqual(ids.flatMap(() => operations));
  });

  it('calls nothing when it is given nothing', async () => {
    expect(await remove(iam, [])).toEqual({ deletions: [] });
    expect(iamMock.calls()).toEqual([]);
  });

  it.each(['NoSuchEntity', 'NoSuchEntityException'])('takes %s for gone already', async (code) => {
    iamMock.onAnyCommand().rejects(awsError(code));
    expect(await remove(iam, onlyId)).toEqual({
      deletions: onlyId.map((id) => ({ kind, id, result: 'already-gone' })),
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
        index === 0 ? { kind, id, result: 'failed', failure } : { kind, id, result: 'deleted' },
      ),
    });
  });
  return iamMock;
}
