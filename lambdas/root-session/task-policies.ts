/** The task policy of each state of a purge that opens root sessions; those of privileged tasks are with their tasks. */
export const purgeTaskPolicies = {
  AssumeRootToInspect: 'IAMAuditRootUserCredentials',
  AssumeRootToPurge: 'IAMDeleteRootUserCredentials',
} as const;
