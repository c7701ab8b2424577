import { describe, expect, it } from 'vitest';
import { synthesize } from './support/synthesized';

interface FunctionProperties {
  Environment: { Variables: Record<string, string> };
}

/** Longer than any name, ARN or URL that AWS puts in place of a reference. */
const resolved = (text: string) => text.replaceAll(/\{[\w.:]+\}/g, 'x'.repeat(128));

/** The most bytes that a function is told, as Lambda counts them: the JSON of all its variables. */
function largestEnvironment(context: Record<string, unknown>): number {
  const { template } = synthesize(context);
  const functions = Object.values(template.resources<FunctionProperties>('AWS::Lambda::Function'));
  const texts = functions.map(({ Properties }) => JSON.stringify(Properties.Environment.Variables));
  return Math.max(...texts.map((text) => Buffer.byteLength(resolved(text))));
}

const addresses = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => `a${index}`.padEnd(length - 12, 'x').concat('@example.com'));

/** Of 49 × 58 + 59 bytes, and 49 commas. */
const approvers = [...addresses(49, 58), ...addresses(1, 59)];
const excludedAccounts = Array(200).fill('444455556666');
const exception = (reason: string) => ({
  accounts: Array(190).fill('444455556666'),
  credentials: ['access-keys'],
  owner: 'Payments',
  reason,
  expires: '2027-01-31',
});
const bytesWithout = Buffer.byteLength(JSON.stringify(JSON.stringify([exception('')])));
const reason = 'x'.repeat(3500 - bytesWithout);

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
describe('the environment of every function has at most 4 KB', () => {
  it.each([
    ['approvers', approvers],
    ['excludedAccounts', excludedAccounts],
    ['exceptions', [exception(reason)]],
  ])('with the most %s that are allowed', (key, most) => {
    expect(largestEnvironment({ [key]: most })).toBeLessThanOrEqual(4096);
  });

  it('with the most approvers and people together', () => {
    const rules = { approvals: { required: 2, for: 'used-lately-and-tasks' }, requester: 'may-not-approve' };
    const context = (bytes: number) => ({
      ...rules,
      approvers: addresses(40, 60),
      people: [['x'.repeat(200), 'y'.repeat(bytes)]],
    });
    expect(largestEnvironment(context(146))).toBeLessThanOrEqual(4096);
    expect(() => synthesize(context(147))).toThrow(
      'people: received 2801 bytes with approvers; allowed: at most 2800 in all, with approvals.required',
    );
  });

  const bytesOfApprovers = 'at most 2950 bytes in all, with a comma between two addresses';
  it.each([
    ['approvers', [...approvers.slice(0, -1), ...addresses(1, 60)], bytesOfApprovers],
    ['excludedAccounts', [...excludedAccounts, '777788889999'], 'at most 200 account IDs'],
    ['exceptions', [exception(`${reason}x`)], 'at most 3500 bytes as text in JSON in all'],
  ])('with no more %s than that', (key, more, allowed) => {
    expect(() => synthesize({ [key]: more })).toThrow(
      `not valid.\n- ${key}: received ${JSON.stringify(more)}; allowed: ${allowed}`,
    );
  });
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
describe('a stack has room for 500 resources', () => {
  it('with as many addresses as are allowed', () => {
    const { template } = synthesize({ approvers, alarmEmails: addresses(100, 18) });
    expect(template.all().length).toBeLessThanOrEqual(500);
  });

  it.each([
    ['approvers', 50],
    ['alarmEmails', 100],
  ])('and so for no more %s than %d', (key, most) => {
    expect(() => synthesize({ [key]: addresses(most + 1, 18) })).toThrow(
      `; allowed: at most ${most} email addresses`,
    );
  });
});
