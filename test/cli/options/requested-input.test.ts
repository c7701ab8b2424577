import { describe, expect, it } from 'vitest';
import { executionRequest } from '../../../cli/options/requested-input';
import type { WorkOptions } from '../../../cli/options/work-options';

const files: Record<string, string> = {
  'a.list': '# two\r\n111122223333\n 444455556666 # second\n111122223333\n',
  'bad.list': '111122223333\n4444\n',
  'input.json': '{"exclude":["111122223333"]}',
};
const readFile = (path: string) => {
  const text = files[path];
  if (text === undefined) throw new Error('no such file');
  return text;
};
const request = (options: WorkOptions) => executionRequest([], options, readFile);

function problemsOf(options: WorkOptions): string[] {
  const problems: string[] = [];
  executionRequest(problems, options, readFile);
  return problems;
}

describe('executionRequest', () => {
  it.each<[string, WorkOptions, object]>([
    ['nothing: every active member account', {}, {}],
    ['an audit', { audit: true }, { mode: 'audit' }],
    [
      'a rehearsal',
      { rehearsal: true, ou: ['ou-ab12-cd34ef56'] },
      { mode: 'rehearsal', organizationalUnits: ['ou-ab12-cd34ef56'] },
    ],
    ['a list file, each account once', { list: 'a.list' }, { accounts: ['111122223333', '444455556666'] }],
    [
      'a list file and more accounts',
      { list: 'a.list', accounts: ['777788889999', '111122223333'] },
      { accounts: ['111122223333', '444455556666', '777788889999'] },
    ],
    [
      'units, a reason and kinds',
      { ou: ['ou-ab12-cd34ef56'], reason: 'Clean-up', credentials: ['access-keys'] },
      { organizationalUnits: ['ou-ab12-cd34ef56'], reason: 'Clean-up', credentials: ['access-keys'] },
    ],
    ['JSON', { input: '{"mode":"audit"}' }, { mode: 'audit' }],
    [
      'a file of JSON, and an option beside it',
      { input: '@input.json', audit: true },
      { exclude: ['111122223333'], mode: 'audit' },
    ],
  ])('makes an execution input of %s', (_, options, input) => {
    expect(request(options).input).toEqual(input);
  });

  it('keeps the list and the rest apart, should the list be too long for an input', () => {
    expect(request({ list: 'a.list', audit: true, accounts: ['777788889999'] }).list).toEqual({
      path: 'a.list',
      text: files['a.list'],
      inputWithoutList: { mode: 'audit', accounts: ['777788889999'] },
    });
  });

  it.each<[string, WorkOptions, RegExp]>([
    ['a bad line of the list', { list: 'bad.list' }, /bad\.list line 2: received "4444"/],
    ['a list that is not there', { list: 'nowhere' }, /--list: "nowhere" cannot be read/],
    ['what is no JSON', { input: '{' }, /--input: received "\{"/],
    ['a field that there is not', { input: '{"acounts":[]}' }, /acounts: not a field of the input/],
    [
      'a wrong value',
      { input: '{"mode":"delete"}' },
      /mode: received "delete"; allowed: one of purge, audit, rehearsal/,
    ],
    [
      'the same in two ways',
      { input: '{"mode":"purge","reason":"a"}', audit: true, reason: 'b' },
      /--audit: received together with mode in --input.*\n--reason: received together with reason/,
    ],
    [
      'a rehearsal in two ways',
      { input: '{"mode":"purge"}', rehearsal: true },
      /^--rehearsal: received together with mode in --input; allowed is one of them$/,
    ],
    [
      'an audit that is a rehearsal',
      { audit: true, rehearsal: true },
      /^--rehearsal: received together with --audit, which asks nobody; allowed is one of them$/,
    ],
    [
      'two lists',
      { list: 'a.list', input: '{"accountsFile":"s3://b/k"}' },
      /--list: received together with accountsFile/,
    ],
  ])('refuses %s', (_, options, message) => {
    expect(problemsOf(options).join('\n')).toMatch(message);
  });

  it('names everything that is wrong, by the option that it came with', () => {
    const accounts = ['12', '111122223333', 'abc'];
    const input = '{"mode":"x","acounts":[]}';
    expect(problemsOf({ accounts, ou: ['bar'], credentials: ['foo'], list: 'nowhere', input })).toEqual([
      '--list: "nowhere" cannot be read (no such file)',
      '--accounts: received "12"; allowed: a 12-digit account ID as a string',
      '--accounts: received "abc"; allowed: a 12-digit account ID as a string',
      '--ou: received "bar"; allowed: an organizational unit ID such as ou-ab12-cd34ef56, or the root r-ab12',
      '--input: mode: received "x"; allowed: one of purge, audit, rehearsal',
      '--credentials: received "foo"; allowed: one of signing-certificates, access-keys, login-profile, mfa-devices',
      expect.stringMatching(/^--input: acounts: not a field of the input; allowed: accounts, /),
    ]);
  });
});
