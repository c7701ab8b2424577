import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { describeExecution } from '../../cli/executions/describe-execution';
import { listNewEvents } from '../../cli/executions/list-events';
import { ExecutionWatch } from '../../cli/executions/watch-execution';
import { identifyCaller } from '../../cli/root-access/caller';
import { readRootAccess } from '../../cli/root-access/root-access';
import { startExecution } from '../../cli/start/start-execution';
import { listExecutions } from '../../cli/status/list-executions';
import { answeredBy, json, noAnswers, type Settings } from '../lambdas/support/canned-answers';

const arn = 'arn:aws:states:eu-west-1:111122223333:execution:Purge:run-1';
const caller = { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:role/admin', partition: 'aws' };

/** Every read of a command that ends it where it fails. */
const reads: Record<string, (settings: Settings) => Promise<unknown>> = {
  GetCallerIdentity: (settings) => identifyCaller(new STSClient(settings)),
  DescribeExecution: (settings) => describeExecution(new SFNClient(settings), arn),
  GetExecutionHistory: (settings) => new ExecutionWatch(new SFNClient(settings), arn).poll(),
  ListExecutions: (settings) => listExecutions(new SFNClient(settings), 'arn', 'purge', 20),
  StartExecution: (settings) => startExecution(new SFNClient(settings), 'arn', 'run-1', '{}'),
};

describe.each(Object.entries(reads))('%s', (_, read) => {
  it.each(Object.entries(noAnswers))('fails where %s comes back', async (_, answer) => {
    await expect(read(answeredBy(() => answer))).rejects.toThrow();
  });
});

const organization = { Id: 'o-1', MasterAccountId: '111122223333', FeatureSet: 'ALL' };
/** All of `check` knows the organization, and nothing else of what it asks. */
function access(answer: (settings: string) => ReturnType<typeof json>) {
  const settings = answeredBy(({ headers }) => answer(String(headers['x-amz-target'])));
  return readRootAccess(
    { organizations: new OrganizationsClient(settings), iam: new IAMClient(settings) },
    caller,
  );
}

it.each(Object.entries(noAnswers))('concludes nothing about root access from %s', async (_, answer) => {
  const found = await access((target) =>
    target.endsWith('DescribeOrganization') ? json({ Organization: organization }) : answer,
  );
  const { trustedAccess, features, delegatedAdministrators, members } = found;
  expect([trustedAccess, features, delegatedAdministrators, members]).toEqual(
    Array(4).fill(expect.objectContaining({ known: false })),
  );
});

it.each(Object.entries(noAnswers))('takes %s for no organization that has no features', async (_, answer) => {
  expect((await access(() => answer)).organization).toMatchObject({ known: false });
});

it('ends a history whose markers go in a circle', async () => {
  const circle = answeredBy(() => json({ events: [{ id: 7 }], nextToken: 'a' }));
  await expect(listNewEvents(new SFNClient(circle), arn, 0)).rejects.toMatchObject({
    name: 'IncompleteAnswerError',
  });
});
