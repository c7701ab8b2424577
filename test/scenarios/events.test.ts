import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { sendEvent } from '../../cli/run/send-event';
import { eventually, useScenario } from './support/scenario';

const scenario = useScenario();

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/events/${name}.json`, import.meta.url), 'utf8'));

/** What an event started, in the order of the starts, and what was said about it. */
async function send(name: string, changes: object = {}) {
  const before = scenario.started.length;
  const { lines, failed } = await sendEvent(scenario.app, { ...fixture(name), ...changes });
  const started = scenario.started.slice(before);
  for (const execution of started) execution.stop();
  return { lines, failed, inputs: started.map(({ input }) => input) };
}

beforeEach(() => {
  // A moment before the events say so.
  for (const account of scenario.organize().accounts) account.joinedTimestamp = '2026-11-23T09:59:57.000Z';
});

describe('an event of the management account', () => {
  it.each([
    ['create-account-result', '349730040738'],
    ['accept-handshake', '215562589840'],
  ])(
    '%s starts one execution for the one account, with a reason, and its duplicates start none',
    async (name, id) => {
      const { eventName } = fixture(name).detail;
      const first = await send(name);
      expect(first).toEqual({
        lines: [expect.stringMatching(new RegExp(`^Started arn:.*:joined-${id}-\\d{8}T\\d{6}Z$`))],
        failed: false,
        inputs: [
          {
            accounts: [id],
            reason: `The account joined the organization (${eventName}, event ${fixture(name).id}).`,
            startedBy: `the event ${fixture(name).id} (${eventName})`,
          },
        ],
      });
      const again = { lines: [expect.stringContaining('was already started')], failed: false, inputs: [] };
      expect(await send(name)).toEqual(again);
      expect(await send(name, { id: '00000000-0000-4000-8000-999999999999' })).toEqual(again);
    },
  );

  it('starts another one when the name of the first is free again, and its duplicates start none', async () => {
    const later = { time: '2027-03-01T08:00:00Z' };
    const { lines } = await send('accept-handshake', later);
    expect(lines).toEqual([expect.stringMatching(/^Started arn:.*:event-215562589840-20270301T080000Z$/)]);
    const again = await send('accept-handshake', later);
    expect(again).toEqual({
      lines: [expect.stringContaining('was already started')],
      failed: false,
      inputs: [],
    });
  });

  it.each(['account-joined-organization', 'create-managed-account'])(
    '%s starts none where another event about the same account did',
    async (name) => {
      const { inputs, lines } = await send(name);
      expect({ inputs, lines }).toEqual({
        inputs: [],
        lines: [expect.stringContaining('was already started')],
      });
    },
  );

  it.each([
    ['update-managed-account', 'No rule of the app matches this event'],
    ['create-account-failed', 'No rule of the app matches this event'],
    ['accept-billing-transfer', 'No rule of the app matches this event'],
    ['create-account-result-of-another-organization', 'No rule of the app matches this event'],
    ['management-account-joined-organization', 'Ignored: It is about the management account.'],
  ])('%s starts none', async (name, line) => {
    const before = scenario.emails.length;
    expect(await send(name)).toEqual({ lines: [expect.stringContaining(line)], failed: false, inputs: [] });
    expect(scenario.emails).toHaveLength(before);
  });

  it('that names no account starts none, and everyone who watches the app is told', async () => {
    const before = scenario.emails.length;
    expect(await send('account-joined-organization-without-account')).toEqual({
      lines: ['Reported by email: It names no account, or more than one.'],
      failed: true,
      inputs: [],
    });
    const told = scenario.emails.slice(before);
    expect(told.map(({ subject }) => subject)).toEqual(
      Array(2).fill('Root credential purge: an event started nothing'),
    );
    expect(told[0]?.message).toContain('start the state machine with {"accounts": ["<its ID>"]}');
  });

  it.each([
    ['a Region that Organizations does not use', { region: 'eu-west-1' }],
    ['another account', { account: '222222222222' }],
  ])('that comes from %s starts none', async (_, changes) => {
    expect(await send('create-account-result', changes)).toEqual({
      lines: [expect.stringContaining('No rule of the app matches this event')],
      failed: false,
      inputs: [],
    });
  });
});

describe('a new account that Organizations does not list yet', () => {
  const joined = '349730040738';

  /** Sends the event; the account is listed from the look at the list with this number on. */
  async function sendEarly(joinedTimestamp: string, listedFrom: number) {
    const { accounts } = scenario.organization;
    const account = accounts.find(({ id }) => id === joined);
    if (!account) throw new Error(`There is no account ${joined}.`);
    account.joinedTimestamp = joinedTimestamp;
    let looks = 0;
    let isStarted = false;
    scenario.onCall = ({ operation }) => {
      // Before that it may be a function of an execution that another test has stopped.
      if (operation === 'DescribeAccount') isStarted = true;
      // Each look at the list, of several pages, begins with this one.
      if (!isStarted || operation !== 'DescribeOrganization') return;
      looks += 1;
      if (looks === 1) accounts.splice(accounts.indexOf(account), 1);
      if (looks === listedFrom) accounts.push(account);
    };
    await sendEvent(scenario.app, fixture('create-account-result'));
    const execution = scenario.started.at(-1);
    if (!execution) throw new Error('Nothing was started.');
    return { execution, looks: () => looks };
  }

  it('is looked for again, and its execution goes on', async () => {
    const { execution } = await sendEarly('2026-11-23T09:01:00.000Z', 4);
    await eventually(
      () => execution.history.some(({ type }) => type === 'MapStateEntered') || undefined,
      execution,
    );
    execution.stop();
    expect(await execution.result).toMatchObject({ status: 'ABORTED' });
  });

  it('and never does fails its execution in the end, with the words of a wrong ID', async () => {
    const { execution, looks } = await sendEarly('2026-11-23T09:02:00.000Z', Number.POSITIVE_INFINITY);
    expect(await execution.result).toMatchObject({
      status: 'FAILED',
      cause: expect.stringContaining(`accounts: received \\"${joined}\\"; allowed: the ID of an account`),
    });
    expect(looks()).toBeGreaterThan(8);
  });
});

describe('each event about a new account', () => {
  it.each([
    ['account-joined-organization', '598478864391'],
    ['create-managed-account', '847227688044'],
  ])('%s starts exactly one execution by itself', async (name, id) => {
    const text = JSON.stringify(fixture(name)).replaceAll('349730040738', id);
    const { inputs } = await send(name, JSON.parse(text));
    expect(inputs).toEqual([expect.objectContaining({ accounts: [id] })]);
  });
});
