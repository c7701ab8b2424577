/** The states, of the purge and of the privileged tasks, in which a run waits for the approvers to decide. */
export const waitingStates: ReadonlySet<string> = new Set([
  'RequestApproval',
  'RemindApprovers',
  'WaitWithoutReminder',
]);
