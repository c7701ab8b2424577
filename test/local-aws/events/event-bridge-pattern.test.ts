import { describe, expect, it } from 'vitest';
import { eventPattern } from '../../../local-aws/events/event-bridge-pattern';
import type { JsonObject } from '../../../local-aws/json';

const event: JsonObject = {
  source: 'aws.s3',
  account: '111122223333',
  resources: ['arn:aws:s3:::one', 'arn:aws:s3:::two'],
  detail: {
    bucket: { name: 'Runs' },
    object: { key: 'runs/7/decision.json', size: 12 },
    tags: [
      { key: 'team', value: 'red' },
      { key: 'stage', value: 'prod' },
    ],
    none: null,
    yes: true,
  },
};

describe('eventPattern', () => {
  it.each<[string, JsonObject, boolean]>([
    ['an empty pattern', {}, true],
    ['a value', { source: ['aws.s3'] }, true],
    ['another value', { source: ['aws.ec2'] }, false],
    ['one of several values', { source: ['aws.ec2', 'aws.s3'] }, true],
    ['every field', { source: ['aws.s3'], account: ['999999999999'] }, false],
    ['an absent field', { region: ['eu-west-1'] }, false],
    ['a nested value', { detail: { bucket: { name: ['Runs'] } } }, true],
    ['a value of an absent object', { detail: { owner: { name: ['Runs'] } } }, false],
    ['a number', { detail: { object: { size: [12] } } }, true],
    ['a number as text', { detail: { object: { size: ['12'] } } }, false],
    ['a boolean', { detail: { yes: [true] } }, true],
    ['null', { detail: { none: [null] } }, true],
    ['any item of a list', { resources: ['arn:aws:s3:::two'] }, true],
    ['fields of one object in a list', { detail: { tags: { key: ['team'], value: ['red'] } } }, true],
    ['fields of two objects in a list', { detail: { tags: { key: ['team'], value: ['prod'] } } }, false],
    ['a wildcard', { detail: { object: { key: [{ wildcard: 'runs/*/decision.json' }] } } }, true],
    ['a wildcard that is too short', { detail: { object: { key: [{ wildcard: 'runs/*/plan' }] } } }, false],
    ['a dot in a wildcard', { source: [{ wildcard: 'aws?s*' }] }, false],
    ['an escaped star', { source: [{ wildcard: 'aws\\*' }] }, false],
    ['anything but another value', { source: [{ 'anything-but': 'aws.ec2' }] }, true],
    ['anything but this value', { source: [{ 'anything-but': ['aws.ec2', 'aws.s3'] }] }, false],
    ['anything, but the field is absent', { region: [{ 'anything-but': 'x' }] }, false],
    ['existence', { detail: { none: [{ exists: true }] } }, true],
    ['existence of an object', { detail: { bucket: [{ exists: true }] } }, false],
    ['absence', { detail: { owner: { name: [{ exists: false }] } } }, true],
    ['absence of what is there', { source: [{ exists: false }] }, false],
    ['one of two patterns', { $or: [{ source: ['aws.ec2'] }, { account: ['111122223333'] }] }, true],
    ['none of two patterns', { $or: [{ source: ['aws.ec2'] }, { account: ['1'] }] }, false],
    [
      'one of two patterns, and another field',
      { detail: { yes: [false], $or: [{ none: [null] }, { none: [1] }] } },
      false,
    ],
  ])('compares %s', (_, pattern, expected) => {
    expect(eventPattern(pattern)(event)).toBe(expected);
  });

  it.each<[JsonObject, string]>([
    [
      { ip: [{ cidr: '10.0.0.0/8' }] },
      'the event pattern.ip: {"cidr":"10.0.0.0/8"} is not supported locally',
    ],
    [
      { detail: { a: [{ wildcard: 'a*', exists: true }] } },
      'the event pattern.detail.a: {"wildcard":"a*","exists":true}',
    ],
    ...Object.entries({ prefix: 'a', suffix: 'a', 'equals-ignore-case': 'a', numeric: ['=', 7] }).map(
      ([name, argument]): [JsonObject, string] => [
        { a: [{ [name]: argument }] },
        `the event pattern.a: ${JSON.stringify({ [name]: argument })} is not supported locally`,
      ],
    ),
    [{ a: [{ wildcard: 7 }] }, 'the event pattern.a: {"wildcard":7} is not supported locally'],
    [{ a: [{ exists: 'no' }] }, 'the event pattern.a: {"exists":"no"} is not supported locally'],
    [{ a: [{ wildcard: 'a**' }] }, 'the event pattern.a: {"wildcard":"a**"} is not supported locally'],
    [{ a: [{ 'anything-but': { prefix: 'a' } }] }, 'the event pattern.a: {"anything-but":{"prefix":"a"}} is'],
    [
      { a: [{ 'anything-but': [{}] }] },
      'the event pattern.a: {"anything-but":[{}]} is not supported locally',
    ],
    [{ a: [['x']] }, 'the event pattern.a: ["x"] is not supported locally'],
    [{ a: [] }, 'the event pattern.a: an empty list matches nothing'],
    [{ a: 'x' }, 'the event pattern.a: expected a list of values or a pattern, found "x"'],
    [{ $or: [{ a: ['x'] }] }, 'the event pattern.$or: expected a list of at least two patterns'],
  ])('refuses %j and says where', (pattern, message) => {
    expect(() => eventPattern(pattern)).toThrow(message);
  });
});
