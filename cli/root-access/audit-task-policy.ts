/** The ARN of AWS's task policy for root sessions that only read, in this partition. */
export function auditTaskPolicy(partition: string): string {
  return `arn:${partition}:iam::aws:policy/root-task/IAMAuditRootUserCredentials`;
}
