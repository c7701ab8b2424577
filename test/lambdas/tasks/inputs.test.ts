import { describe, expect, it } from 'vitest';
import { parseQueueUrl } from '../../../lambdas/tasks/delete-queue-policy/queue-url';
import { parseTaskInput } from '../../../lambdas/tasks/registry';

const account = '222222222222';
const reason = 'Nobody can get in';
const recovery = { task: 'allow-password-recovery', accounts: [account], reason };
const bucket = { task: 'delete-bucket-policy', account, bucket: 'payments-logs', reason };
const queueUrl = `https://sqs.us-east-1.amazonaws.com/${account}/jobs`;
const queue = { task: 'delete-queue-policy', account, queueUrl, reason };

function problemsOf(input: unknown): string[] {
  try {
    parseTaskInput(input);
    return [];
  } catch (error) {
    return error instanceof Error && error.name === 'InvalidInputError'
      ? error.message.split('\n').slice(1)
      : [String(error)];
  }
}

describe('the input of a privileged task', () => {
  it.each([
    [recovery, { ...recovery, resealAfterSeconds: undefined }],
    [
      { ...recovery, accounts: [account, account] },
      { ...recovery, resealAfterSeconds: undefined },
    ],
    [bucket, { task: bucket.task, accounts: [account], resource: bucket.bucket, reason }],
    [
      { ...bucket, region: 'eu-south-1' },
      { task: bucket.task, accounts: [account], resource: bucket.bucket, region: 'eu-south-1', reason },
    ],
    [queue, { task: queue.task, accounts: [account], resource: queueUrl, reason }],
  ])('%j is taken', (input, expected) => {
    expect(parseTaskInput(input)).toEqual(expected);
  });

  it.each([
    ['PT1M', 60],
    ['PT2H', 7200],
    ['P1D', 86_400],
    ['P1DT6H', 108_000],
    ['PT90S', 90],
    ['P2W', 1_209_600],
    ['P02W', 1_209_600],
    ['PT24H', 86_400],
    ['PT120M', 7200],
    ['P1DT12H30M10S', 131_410],
    ['P30D', 2_592_000],
  ])('takes %s for %i seconds', (resealAfter, resealAfterSeconds) => {
    expect(parseTaskInput({ ...recovery, resealAfter })).toMatchObject({ resealAfterSeconds });
  });

  it.each(['', 'P', 'PT', '2h', 'PT59S', 'P31D', 'P1M', 'PT1.5H', '-PT2H', 'P1D6H', 'PT2H ', 7200])(
    'refuses the duration %j',
    (resealAfter) => {
      expect(problemsOf({ ...recovery, resealAfter })).toEqual([
        `- resealAfter: received ${JSON.stringify(resealAfter)}; allowed: an ISO 8601 duration from PT1M to P30D, such as PT2H`,
      ]);
    },
  );

  const taskRule = 'one of allow-password-recovery, delete-bucket-policy, delete-queue-policy';
  const accountsRule = 'a list of 1 to 50 account IDs';
  it.each<[unknown, string[]]>([
    [undefined, [`- task: received nothing; allowed: ${taskRule}`]],
    [[], [`- task: received nothing; allowed: ${taskRule}`]],
    [{}, [`- task: received nothing; allowed: ${taskRule}`]],
    [{ ...recovery, task: 'delete-user' }, [`- task: received "delete-user"; allowed: ${taskRule}`]],
    [{ ...recovery, accounts: [] }, [`- accounts: received []; allowed: ${accountsRule}`]],
    [{ ...recovery, accounts: account }, [`- accounts: received "${account}"; allowed: ${accountsRule}`]],
    [
      { ...recovery, accounts: [account, '12', 222222222222] },
      [
        '- accounts[1]: received "12"; allowed: a 12-digit account ID as a string',
        '- accounts[2]: received 222222222222; allowed: a 12-digit account ID as a string',
      ],
    ],
    [
      { task: 'allow-password-recovery', account },
      [
        expect.stringMatching(/^- accounts: received nothing/),
        expect.stringMatching(/^- reason: received nothing/),
        '- account: not a field of the input; allowed: task, accounts, reason, startedBy, resealAfter',
      ],
    ],
    [
      { ...recovery, reason: ' ' },
      [expect.stringMatching(/^- reason: received " "; allowed: a text of 1 to 800/)],
    ],
    [{ ...recovery, reason: 'x'.repeat(801) }, [expect.stringMatching(/^- reason: received/)]],
    [
      { ...bucket, resealAfter: 'PT2H' },
      ['- resealAfter: not a field of the input; allowed: task, account, bucket, region, reason, startedBy'],
    ],
    [
      { ...bucket, region: 'eu-west-9', bucket: 'a..b', reason: '\u200B' },
      [
        '- bucket: received "a..b"; allowed: the name of a general purpose bucket',
        '- region: received "eu-west-9"; allowed: a Region of AWS such as eu-west-1',
        expect.stringMatching(
          /^- reason: received .*; allowed: a text of 1 to 800 characters that can be seen/,
        ),
      ],
    ],
    [
      { ...queue, queueUrl: queueUrl.replace('us-east-1', 'us-east-9') },
      [expect.stringMatching(/^- queueUrl: received .*us-east-9.*allowed: the URL of a queue/)],
    ],
    [
      { ...queue, queueUrl: 'https://example.com/222222222222/jobs' },
      [expect.stringMatching(/^- queueUrl: received "https:\/\/example.com.*allowed: the URL of a queue/)],
    ],
    [null, [`- task: received nothing; allowed: ${taskRule}`]],
    [{ ...queue, account: '333333333333' }, [expect.stringContaining('a queue of the account 333333333333')]],
  ])('%j is refused, every wrong field named', (input, problems) => {
    expect(problemsOf(input)).toEqual(problems);
  });

  it('takes at most 50 accounts', () => {
    const accounts = Array.from({ length: 51 }, (_, index) => String(index).padStart(12, '0'));
    expect(problemsOf({ ...recovery, accounts })).toHaveLength(1);
    expect(problemsOf({ ...recovery, accounts: accounts.slice(1) })).toEqual([]);
  });

  it.each([
    'ab',
    '.a',
    'a..b',
    '192.168.5.4',
    'my bucket',
    'my_bucket:1',
    'access-point-abc123-s3alias',
    'olap-abc123--ol-s3',
    'mfzwi23gnjvgw.mrap',
    'A'.repeat(256),
    '-lead',
    'trail-',
    's3://bucket',
    'arn:aws:s3:::bucket',
    'name--usw2-az1--x-s3',
    'table--table-s3',
  ])('refuses the bucket %s', (name) => {
    expect(problemsOf({ ...bucket, bucket: name })).toEqual([expect.stringMatching(/^- bucket: received/)]);
  });
});

describe('a bucket may be older than the rules of today:', () => {
  it.each(['my_bucket', 'MyBucket', 'x'.repeat(64), 'A_'.repeat(127), 'xn--old', 'a.b-c'])('%s', (name) => {
    expect(problemsOf({ ...bucket, bucket: name })).toEqual([]);
  });
});

describe("a queue's URL", () => {
  it.each([
    ['https://sqs.us-east-1.amazonaws.com/222222222222/jobs', 'us-east-1'],
    ['https://sqs.eu-central-1.amazonaws.com/222222222222/jobs.fifo', 'eu-central-1'],
    ['https://sqs.cn-north-1.amazonaws.com.cn/222222222222/jobs', 'cn-north-1'],
    ['https://eu-west-1.queue.amazonaws.com/222222222222/jobs', 'eu-west-1'],
    ['https://queue.amazonaws.com/222222222222/jobs', 'us-east-1'],
    ['https://sqs.eu-west-1.api.aws/222222222222/jobs', 'eu-west-1'],
    ['https://sqs-fips.us-west-2.amazonaws.com/222222222222/jobs', 'us-west-2'],
    ['https://sqs-fips.us-west-2.api.aws/222222222222/jobs', 'us-west-2'],
    ['https://sqs.eusc-de-east-1.amazonaws.eu/222222222222/jobs', 'eusc-de-east-1'],
  ])('%s is in %s', (url, region) => {
    expect(parseQueueUrl(url)).toEqual({ region, accountId: account });
  });

  it.each([
    'http://sqs.us-east-1.amazonaws.com/222222222222/jobs',
    'https://sqs.us-east-1.amazonaws.com.example.com/222222222222/jobs',
    'https://example.com/222222222222/jobs',
    'https://sqs.api.aws/222222222222/jobs',
    'https://fips.queue.amazonaws.com/222222222222/jobs',
    'https://sqs.us-east-1.amazonaws.com@example.com/222222222222/jobs',
    'https://sqs.us-east-1.amazonaws.com:8443/222222222222/jobs',
    'https://sqs.us-east-1.amazonaws.com/222222222222/jobs/more',
    'https://sqs.us-east-1.amazonaws.com/222222222222/jobs?x=1',
    'https://sqs.us-east-1.amazonaws.com/jobs',
    'arn:aws:sqs:us-east-1:222222222222:jobs',
  ])('%s is none', (url) => {
    expect(parseQueueUrl(url)).toBeUndefined();
  });
});
