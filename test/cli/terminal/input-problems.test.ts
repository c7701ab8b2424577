import { expect, it } from 'vitest';
import { inputProblems } from '../../../cli/options/file-options';
import { parseAccountList } from '../../../lambdas/input/account-list';

it('what a list file is called makes no two problems of one', () => {
  const source = 'accounts\n- of March';
  expect(inputProblems('--list', () => parseAccountList('12', source))).toEqual([
    '--list: accounts\\u000a- of March line 1: received "12"; allowed: a 12-digit account ID',
  ]);
});

it('of more than a hundred problems, the first hundred are said, and how many more there are', () => {
  const list = 'x\n'.repeat(102);
  expect(inputProblems('--list', () => parseAccountList(list, 'a.list')).slice(99)).toEqual([
    '--list: a.list line 100: received "x"; allowed: a 12-digit account ID',
    'and 2 more',
  ]);
});
