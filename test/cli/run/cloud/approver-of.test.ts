import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { approverOf } from '../../../../cli/run/cloud/approver-of';

it.each([
  ['arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123/ana@example.com', 'ana@example.com'],
  ['arn:aws:iam::111122223333:user/teams/ana', 'ana@account-111122223333.invalid'],
  ['arn:aws:sts::111122223333:assumed-role/Admin/i-0123,x=@.', 'i-0123-x@account-111122223333.invalid'],
  ['arn:aws:sts::111122223333:assumed-role/Admin/+=,', 'caller@account-111122223333.invalid'],
])('names %s', (arn, approver) => {
  expect(approverOf({ arn, accountId: '111122223333' })).toBe(approver);
  expect(z.safeParse(z.email(), approver).success).toBe(true);
});
