import { RootConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../../lib/config';

const approvers = ['alice@example.com'];

function read(context: Record<string, unknown>): Omit<Config, 'approvalTimeout'> & { hours: number } {
  const { node } = new RootConstruct();
  for (const [key, value] of Object.entries(context)) node.setContext(key, value);
  const { approvalTimeout, ...config } = readConfig(node);
  return { ...config, hours: approvalTimeout.toHours({ integral: false }) };
}

describe('readConfig', () => {
  it('needs only approvers', () => {
    expect(read({ approvers })).toEqual({ approvers, hours: 72, concurrency: 20 });
  });

  it('reads strings as -c key=value gives them, lists separated by commas', () => {
    const context = {
      approvers: 'alice@example.com, bob@example.com',
      approvalTimeoutHours: '5',
      concurrency: '7',
    };
    expect(read(context)).toEqual({
      approvers: ['alice@example.com', 'bob@example.com'],
      hours: 5,
      concurrency: 7,
    });
  });

  it.each([
    ['an hour and a half', { approvalTimeoutHours: 1.5 }, { hours: 1.5 }],
    ['the shortest timeout', { approvalTimeoutHours: 1 }, { hours: 1 }],
    ['the longest timeout', { approvalTimeoutHours: 8736 }, { hours: 8736 }],
    ['one account at a time', { concurrency: 1 }, { concurrency: 1 }],
    ['as many children as a Distributed Map runs at once', { concurrency: 10_000 }, { concurrency: 10_000 }],
  ])('takes %s', (_, context, expected) => {
    expect(read({ approvers, ...context })).toMatchObject(expected);
  });

  const timeouts = 'a number of hours from 1 to 8736 (52 weeks)';
  const concurrencies = 'a whole number from 1 to 10000';
  it.each([
    [{}, '- approvers: received nothing; allowed: a list of email addresses'],
    [{ approvers: [] }, '- approvers: received []; allowed: at least one email address'],
    [{ approvers: '' }, '- approvers[0]: received ""; allowed: an email address'],
    [{ approvers: 7 }, '- approvers: received 7; allowed: a list of email addresses'],
    [{ approvers: 'alice@example.com,bob' }, '- approvers[1]: received "bob"; allowed: an email address'],
    [{ approvers: [...approvers, 7] }, '- approvers[1]: received 7; allowed: an email address'],
    [
      { approvers: ['alice@example.com', 'Alice@example.com'] },
      '- approvers: received ["alice@example.com","Alice@example.com"]; allowed: each email address once',
    ],
    [{ approvers, approvalTimeoutHours: 0.5 }, `- approvalTimeoutHours: received 0.5; allowed: ${timeouts}`],
    [
      { approvers, approvalTimeoutHours: 8737 },
      `- approvalTimeoutHours: received 8737; allowed: ${timeouts}`,
    ],
    [
      { approvers, approvalTimeoutHours: 'soon' },
      `- approvalTimeoutHours: received "soon"; allowed: ${timeouts}`,
    ],
    [{ approvers, approvalTimeoutHours: ' ' }, `- approvalTimeoutHours: received " "; allowed: ${timeouts}`],
    [{ approvers, concurrency: 0 }, `- concurrency: received 0; allowed: ${concurrencies}`],
    [{ approvers, concurrency: 1.5 }, `- concurrency: received 1.5; allowed: ${concurrencies}`],
    [{ approvers, concurrency: '10001' }, `- concurrency: received "10001"; allowed: ${concurrencies}`],
    [{ approvers, concurrency: true }, `- concurrency: received true; allowed: ${concurrencies}`],
  ])('refuses %j', (context, problem) => {
    expect(() => read(context)).toThrow(
      new Error(`The configuration (context in cdk.json, or -c key=value) is not valid.\n${problem}`),
    );
  });

  it('names every wrong key in one error', () => {
    const context = { approvers: ['bob', 'carol'], approvalTimeoutHours: 0, concurrency: 'many' };
    expect(() => read(context)).toThrow(
      [
        'The configuration (context in cdk.json, or -c key=value) is not valid.',
        '- approvers[0]: received "bob"; allowed: an email address',
        '- approvers[1]: received "carol"; allowed: an email address',
        `- approvalTimeoutHours: received 0; allowed: ${timeouts}`,
        `- concurrency: received "many"; allowed: ${concurrencies}`,
      ].join('\n'),
    );
  });
});
