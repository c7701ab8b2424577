import { describe, expect, it } from 'vitest';
import {
  type Deliver,
  EventBridge,
  type EventRule,
  type Sender,
} from '../../../local-aws/events/event-bridge';
import type { Json } from '../../../local-aws/json';
import { ManualClock } from '../../support/manual-clock';

const bus = (name: string, account = '111111111111') =>
  `arn:aws:events:eu-west-1:${account}:event-bus/${name}`;
const functionArn = 'arn:aws:lambda:eu-west-1:111111111111:function:Start';
const rule = (more: Partial<EventRule> = {}): EventRule => ({
  name: 'Joined',
  arn: 'arn:aws:events:eu-west-1:111111111111:rule/Joined',
  eventBus: bus('default'),
  pattern: { source: ['aws.organizations'] },
  targets: [{ id: 'Target0', arn: functionArn }],
  ...more,
});

function busWith(rules: EventRule[], lambda?: Deliver, mayPutEvents: () => void = () => undefined) {
  const delivered: [arn: string, input: Json, sender: Sender][] = [];
  const failures: unknown[] = [];
  const record: Deliver = async (...given) => {
    delivered.push(given);
    return 'done';
  };
  const eventBridge = new EventBridge({
    rules,
    targets: { lambda: lambda ?? record, states: record },
    mayPutEvents,
    clock: new ManualClock(new Date('2026-01-02T03:04:05.678Z')),
    onFailure: (failure) => failures.push(failure),
  });
  return { eventBridge, delivered, failures };
}

describe('EventBridge', () => {
  it('gives an event to the target of a rule that it matches, in its envelope', async () => {
    const { eventBridge, delivered } = busWith([rule()]);

    expect(await eventBridge.putEvent({ source: 'aws.organizations', id: 'event-1' })).toEqual([
      { rule: 'Joined', targetArn: functionArn, answer: 'done' },
    ]);
    const event = {
      version: '0',
      id: 'event-1',
      source: 'aws.organizations',
      account: '111111111111',
      time: '2026-01-02T03:04:05Z',
      region: 'eu-west-1',
      resources: [],
      detail: {},
    };
    const sender = {
      ruleArn: 'arn:aws:events:eu-west-1:111111111111:rule/Joined',
      executionName: expect.stringMatching(/^event-1_[0-9a-f]{36}$/),
    };
    expect(delivered).toEqual([[functionArn, event, sender]]);
  });

  it('names an execution after the event and the rule, so that the same event starts it once', async () => {
    const { eventBridge, delivered } = busWith([rule(), rule({ arn: 'other' })]);
    await eventBridge.putEvent({ source: 'aws.organizations', id: 'event-1' });
    await eventBridge.putEvent({ source: 'aws.organizations', id: 'event-1' });
    const [first, other, again] = delivered.map(([, , { executionName }]) => executionName);

    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('sends an event to the default bus of its account and Region, unless it is put on another one', async () => {
    const event = { source: 'aws.organizations', account: '222222222222' };
    const [other, theirs] = [bus('other'), bus('default', '222222222222')];

    expect(await busWith([rule()]).eventBridge.putEvent(event)).toEqual([]);
    expect(await busWith([rule({ eventBus: theirs })]).eventBridge.putEvent(event)).toHaveLength(1);
    expect(await busWith([rule({ eventBus: other })]).eventBridge.putEvent(event, other)).toHaveLength(1);
  });

  describe('with a rule whose target is another bus', () => {
    const forward = rule({
      name: 'Forward',
      eventBus: bus('default', '222222222222'),
      targets: [{ id: 'Target0', arn: bus('other') }],
    });
    const rules = [forward, rule({ eventBus: bus('other') })];
    const event = { source: 'aws.organizations', account: '222222222222' };

    it('gives the event as it is to the rules of that bus', async () => {
      const { eventBridge, delivered } = busWith(rules);

      expect(await eventBridge.putEvent(event)).toEqual([
        { rule: 'Joined', targetArn: functionArn, answer: 'done' },
      ]);
      expect(delivered.map(([, input]) => input)).toEqual([expect.objectContaining(event)]);
    });

    it('tells where it may not', async () => {
      const { eventBridge, delivered, failures } = busWith(rules, undefined, () => {
        throw new Error('no');
      });
      const failure = { rule: 'Forward', targetArn: bus('other'), error: 'Error: no' };

      expect(await eventBridge.putEvent(event)).toEqual([failure]);
      expect([delivered, failures]).toEqual([[], [failure]]);
    });
  });

  it('tells of a target that fails, and never rejects', async () => {
    const { eventBridge, failures } = busWith([rule()], async () => {
      throw new TypeError('no');
    });
    const failure = { rule: 'Joined', targetArn: functionArn, error: 'TypeError: no' };

    expect(await eventBridge.putEvent({ source: 'aws.organizations' })).toEqual([failure]);
    expect(failures).toEqual([failure]);
  });

  it('is settled when the targets are done, also those of the events that they sent', async () => {
    const done: string[] = [];
    const { eventBridge } = busWith(
      [rule({ pattern: { source: ['first', 'second'] } })],
      async (_, input) => {
        const { source } = input as { source: string };
        if (source === 'first') eventBridge.putEvent({ source: 'second' });
        await Promise.resolve();
        done.push(source);
        return null;
      },
    );
    eventBridge.putEvent({ source: 'first' });
    await eventBridge.settled();

    expect(done.sort()).toEqual(['first', 'second']);
  });

  it.each([
    [rule({ pattern: { ip: [{ cidr: '10.0.0.0/8' }] } }), 'The rule Joined: the event pattern.ip: {"cidr":'],
    [
      rule({ targets: [{ id: 'Target0', arn: 'arn:aws:sqs:eu-west-1:111111111111:queue' }] }),
      'The rule Joined has the target arn:aws:sqs:eu-west-1:111111111111:queue, which is not supported',
    ],
  ])('refuses what it does not support, before any event', (unsupported, message) => {
    expect(() => busWith([unsupported])).toThrow(message);
  });
});
