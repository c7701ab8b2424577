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

/** Of 30 + 99 × 29 bytes, and 99 commas. */
const approvers = [...addresses(99, 29), 'alice.liddell.jr.1@example.com'];
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

  const bytesOfApprovers = 'at most 3000 bytes in all, with a comma between two addresses';
  it.each([
    ['approvers', [...approvers.slice(1), 'alice.liddell.jr.21@example.com'], bytesOfApprovers],
    ['approvers', addresses(100, 35), bytesOfApprovers],
    ['excludedAccounts', [...excludedAccounts, '777788889999'], 'at most 200 account IDs'],
    ['exceptions', [exception(`${reason}x`)], 'at most 3500 bytes as text in JSON in all'],
  ])('with no more %s than that', (key, more, allowed) => {
    expect(() => synthesize({ [key]: more })).toThrow(
      `not valid.\n- ${key}: received ${JSON.stringify(more)}; allowed: ${allowed}`,
    );
  });
});

// More subscriptions than that have no room in a stack of 500 resources, or among 200 filter policies of a topic.
it.each(['approvers', 'alarmEmails'])('no more than 100 %s are subscribed', (key) => {
  expect(() => synthesize({ [key]: addresses(101, 18) })).toThrow('; allowed: at most 100 email addresses');
});
