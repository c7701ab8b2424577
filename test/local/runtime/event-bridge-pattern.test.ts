import { describe, expect, it } from 'vitest';
import { eventPattern } from '../../../local/runtime/event-bridge-pattern';
import type { JsonObject } from '../../../local/runtime/json';

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
    ['a prefix', { detail: { object: { key: [{ prefix: 'runs/' }] } } }, true],
    ['another prefix', { detail: { object: { key: [{ prefix: 'input/' }] } } }, false],
    ['a prefix in any case', { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }, true],
    ['a suffix', { detail: { object: { key: [{ suffix: '.json' }] } } }, true],
    ['another suffix', { detail: { object: { key: [{ suffix: '.csv' }] } } }, false],
    ['a suffix of a number', { detail: { object: { size: [{ suffix: '2' }] } } }, false],
    ['a wildcard', { detail: { object: { key: [{ wildcard: 'runs/*/decision.json' }] } } }, true],
    ['a wildcard that is too short', { detail: { object: { key: [{ wildcard: 'runs/*/plan' }] } } }, false],
    ['a dot in a wildcard', { source: [{ wildcard: 'aws?s*' }] }, false],
    ['an escaped star', { source: [{ wildcard: 'aws\\*' }] }, false],
    ['text in any case', { detail: { bucket: { name: [{ 'equals-ignore-case': 'RUNS' }] } } }, true],
    ['anything but another value', { source: [{ 'anything-but': 'aws.ec2' }] }, true],
    ['anything but this value', { source: [{ 'anything-but': ['aws.ec2', 'aws.s3'] }] }, false],
    ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'aws.' } }] }, false],
    ['anything but two suffixes', { source: [{ 'anything-but': { suffix: ['.ec2', '.sts'] } }] }, true],
    ['anything but a wildcard', { source: [{ 'anything-but': { wildcard: 'aws.*' } }] }, false],
    ['anything, but the field is absent', { region: [{ 'anything-but': 'x' }] }, false],
    ['a number in a range', { detail: { object: { size: [{ numeric: ['>', 0, '<=', 12] }] } } }, true],
    ['a number out of a range', { detail: { object: { size: [{ numeric: ['<', 12] }] } } }, false],
    ['an equal number', { detail: { object: { size: [{ numeric: ['=', 12] }] } } }, true],
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
      { detail: { a: [{ prefix: 'a', suffix: 'b' }] } },
      'the event pattern.detail.a: {"prefix":"a","suffix":"b"}',
    ],
    [{ a: [{ prefix: 7 }] }, 'the event pattern.a: 7 is not supported locally'],
    [{ a: [{ numeric: ['~', 7] }] }, 'the event pattern.a: {"numeric":["~",7]} is not supported locally'],
    [{ a: [{ numeric: [] }] }, 'the event pattern.a: {"numeric":[]} is not supported locally'],
    [{ a: [{ exists: 'no' }] }, 'the event pattern.a: {"exists":"no"} is not supported locally'],
    [{ a: [{ wildcard: 'a**' }] }, 'the event pattern.a: {"wildcard":"a**"} is not supported locally'],
    [{ a: [{ 'anything-but': { numeric: ['<', 1] } }] }, 'the event pattern.a: {"anything-but":{"numeric":'],
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
