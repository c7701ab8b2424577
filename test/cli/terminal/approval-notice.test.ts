import { expect, it } from 'vitest';
import { approvalNotice } from '../../../cli/terminal/approval-notice';

it.each([
  ['all', true, /^This is no terminal, so the whole plan is approved/],
  ['all', false, /approved.*\(--approve all\)\.$/],
  ['none', false, /refused.*\(--approve none\)\.$/],
  ['ask', true, /^You decide: the approval link/],
  ['each', false, /^You decide, credential by credential/],
] as const)('says who approves with %s (default: %s)', (approve, approveIsDefault, notice) => {
  expect(approvalNotice({ approve, approveIsDefault })).toMatch(notice);
});
