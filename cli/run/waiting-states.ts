/** In these, of both workflows, a run waits for the approvers to decide. */
export const waitingStates: ReadonlySet<string> = new Set([
  'RequestApproval',
  'RemindApprovers',
  'WaitWithoutReminder',
]);
