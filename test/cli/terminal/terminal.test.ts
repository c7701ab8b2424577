import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { describeOutput, isInteractive, screenFor } from '../../../cli/terminal/terminal';

const terminal = { isTTY: true, columns: 80 };
const pipe = {};

it.each([
  ['everywhere', terminal, terminal, terminal, true],
  ['for errors only', terminal, pipe, terminal, true],
  ['for output only', terminal, terminal, pipe, true],
  ['nowhere to read', terminal, pipe, pipe, false],
  ['nowhere to answer', pipe, terminal, terminal, false],
])('knows whether a person is there: a terminal %s', (_, stdin, stdout, stderr, interactive) => {
  expect(isInteractive({ stdin, stdout, stderr })).toBe(interactive);
});

it.each([
  ['a terminal', terminal, {}, { live: true, color: true, width: 80 }],
  ['a terminal without colours', terminal, { NO_COLOR: '1' }, { live: true, color: false, width: 80 }],
  ['a terminal that only prints', terminal, { TERM: 'dumb' }, { live: false, color: false, width: 80 }],
  ['a pipe', pipe, {}, { live: false, color: false, width: 100 }],
  ['a pipe to something with colours', pipe, { FORCE_COLOR: '1' }, { live: false, color: true, width: 100 }],
  ['an empty NO_COLOR', terminal, { NO_COLOR: '' }, { live: true, color: true, width: 80 }],
  ['a terminal without a size', { isTTY: true, columns: 0 }, {}, { live: true, color: true, width: 100 }],
])('describes %s', (_, stream, env, output) => {
  expect(describeOutput(stream, env)).toEqual(output);
});

it.each([
  [false, true, 'stdout'],
  [true, false, 'stderr'],
] as const)(
  'shows people what they read, where a program reads: %j, with colours: %j',
  (json, color, name) => {
    const streams = {
      stdin: new PassThrough(),
      stdout: Object.assign(new PassThrough(), terminal),
      stderr: Object.assign(new PassThrough(), terminal),
      env: {},
    };
    const screen = screenFor({ json, color }, streams);
    expect(screen.stream).toBe(streams[name]);
    expect(screen).toMatchObject({ live: true, color, width: 80 });
  },
);
