import { describe, expect, it } from 'vitest';
import { parseAccountList } from '../../../lambdas/input/account-list';

describe('parseAccountList', () => {
  it('takes blank lines, comments, spaces, tabs, CRLF and a byte order mark', () => {
    const text =
      '\uFEFF# production\r\n111122223333\r\n\r\n  444455556666\t# payments\r\n\r\n#777788889999\r\n';
    expect(parseAccountList(text, 'account_id.list')).toEqual(['111122223333', '444455556666']);
  });

  it('names every bad line', () => {
    const text = '111122223333\n12345\nroot\n1111\uFEFF22223333\n';
    expect(() => parseAccountList(text, 'account_id.list')).toThrow(
      /account_id\.list line 2: received "12345"; .*\n- account_id\.list line 3: received "root".*\n- .* line 4: /,
    );
  });

  it.each(['', '# nothing here\n\n'])('refuses a list without an account: %j', (text) => {
    expect(() => parseAccountList(text, 'account_id.list')).toThrow('account_id.list: lists no account ID');
  });
});

describe('what other programs make', () => {
  const ids = ['111122223333', '444455556666'];
  const header = 'Account ID,ARN,Email,Name';

  it.each([
    ['tabs, as --output text has', '111122223333\t444455556666\n'],
    ['spaces and lines', '111122223333  \n 444455556666 # both'],
    ['the CSV of the console', `${header}\n111122223333,arn,a@b.c,"data, ""x"""\r\n444455556666,,,#1\n`],
    ['a CSV with its column elsewhere', 'Name,Account ID\n,111122223333\n\n"a","444455556666"'],
    ['a CSV of one column, after a comment', '# a, b\nAccount ID\n111122223333\n444455556666'],
    ['a list in JSON', JSON.stringify(ids)],
    ['list-accounts', JSON.stringify({ Accounts: ids.map((Id) => ({ Id, Name: '1' })) }, undefined, 4)],
    ['its accounts', ` \n${JSON.stringify(ids.map((Id) => ({ Id })))}`],
  ])('is read: %s', (_, text) => {
    expect(parseAccountList(text, 'a.list')).toEqual(ids);
  });

  it.each([
    ['a character between two IDs', '111122223333\uFEFF444455556666', 'line 1: received "1111'],
    ['a name beside an ID', '111122223333 Production', 'line 1: received "111122223333 Production"'],
    ['an ID in groups', '1111 2222 3333', 'line 1: received "1111 2222 3333"'],
    ['a row without its ID', `${header}\n,arn,a@b.c,x`, 'line 2: received ""'],
    ['an ID that lost its zero', `${header}\n11122223333,,,`, 'line 2: received "11122223333"'],
    ['a row with a cell more', `${header}\n111122223333,,,a,b`, 'line 2: received "111122223333,,,a,b"'],
    ['a row with a cell less', `${header}\n111122223333,,`, 'line 2: received "111122223333,,"'],
    ['a row taken out by a #', `${header}\n#111122223333,,,`, 'line 2: received "#111122223333"'],
    ['an open quote', 'Account ID,Name\n111122223333,"a', 'line 2: received "111122223333,'],
    ['a number in JSON', '["111122223333", 444455556666]', '[1]: received 444455556666'],
    ['an account without ID', '{"Accounts": [{"Name": "a"}]}', '[0]: received {"Name":"a"}'],
    [
      'an ID that a spreadsheet has dropped the zero of',
      '11122223333',
      'line 1: received "11122223333"; allowed: a 12-digit account ID (where a spreadsheet has dropped the zeros at its front, 011122223333)',
    ],
    [
      'an ID that a spreadsheet has rounded',
      '1.11122E+11',
      'line 1: received "1.11122E+11"; allowed: a 12-digit account ID (a spreadsheet has rounded this one',
    ],
  ])('is refused where it is not understood: %s', (_, text, where) => {
    expect(() => parseAccountList(text, 'a.list')).toThrow(`\n- a.list ${where}`);
  });

  it.each([
    [
      'another CSV',
      'ARN,Email\narn,a@b.c\narn,d@e.f',
      'is none of what is allowed: account IDs, one ID a line',
    ],
    ['a CSV of a German Excel', 'Account ID;ARN\n111122223333;arn', 'is none of what is allowed'],
    ['commas', '111122223333,444455556666\n1,2', 'is none of what is allowed'],
    ['YAML', 'Accounts:\n- Id: "111122223333"', 'is none of what is allowed'],
    ['--output table', '-----\n| Id |', 'is none of what is allowed'],
    ['all of --output text', 'ACCOUNTS\tarn\t1\nACCOUNTS\tarn\t2', 'is none of what is allowed'],
    ['two columns', 'Account ID,Account ID\n1,2\n3,4', 'has two columns "Account ID"'],
    ['half of a JSON', '["111122223333",\n"4444', 'starts as JSON does and is none'],
    [
      'one page of several',
      '{"Accounts": [{"Id": "111122223333"}], "NextToken": "x"}',
      'is JSON of something else',
    ],
    ['another JSON', '{"Roots": [1, 2]}', 'is JSON of something else'],
    ['accounts that are no list', '{"Accounts": {}}', 'is JSON of something else'],
    ['UTF-16 without a mark', '1\0\n\0x\0', 'is UTF-16 without a byte order mark'],
    ['a header alone', header, 'lists no account ID'],
    ['an empty answer', '{"Accounts": []}', 'lists no account ID'],
  ])('is refused once: %s', (_, text, what) => {
    const refusal = () => parseAccountList(text, 'a.list');
    expect(refusal).toThrow(`\n- a.list: ${what}`);
    expect(refusal).toThrow(/^[^\n]+\n- [^\n]+$/);
  });
});
