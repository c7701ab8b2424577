import { sha256 } from './sha256';

/** The key of what the reports on an organization remember: it outlasts the runs. */
export const postureKey = (organization?: { id?: string; managementAccountId?: string }) =>
  `posture/${organization?.id ?? organization?.managementAccountId ?? 'organization'}.json`;

/** The key of who an approver is, as they signed in: it outlasts the runs, and holds no address in its name. */
export const approverKey = (email: string) => `approvers/${sha256(email.toLowerCase()).slice(0, 32)}.json`;

/** The keys of a run's objects in the run store, all under the run's name. */
export const runKeys = {
  folder: (run: string) => `runs/${run}/`,
  accounts: (run: string) => `runs/${run}/accounts.json`,
  task: (run: string) => `runs/${run}/task.json`,
  /** The policy that a task removes, byte for byte, so that it can be put back. */
  policy: (run: string) => `runs/${run}/policy.json`,
  plan: (run: string) => `runs/${run}/plan.json`,
  approval: (run: string) => `runs/${run}/approval.json`,
  /** What waits for a second approver, numbered from 1. */
  proposals: (run: string) => `runs/${run}/proposals/`,
  proposal: (run: string, number: number | string) => `runs/${run}/proposals/${number}.json`,
  decision: (run: string) => `runs/${run}/decision.json`,
  /** That somebody has signed out: the session is of no use to whoever kept its cookie. */
  endedSession: (run: string, id: string) => `runs/${run}/sessions/${id}.json`,
  approved: (run: string) => `runs/${run}/approved.json`,
  /** One empty object for each account that was worked on: `<account ID>.done` or `<account ID>.failed`. */
  progress: (run: string) => `runs/${run}/progress/`,
  report: (run: string, format: 'json' | 'csv' | 'html') => `runs/${run}/report.${format}`,
  /** The digests of the report and of what was decided on: `sha256sum --check` reads it. */
  digests: (run: string) => `runs/${run}/SHA256SUMS`,
  /** Those digests, signed, and the public key to check that with. */
  signature: (run: string) => `runs/${run}/report.jws`,
  signingKey: (run: string) => `runs/${run}/signing-key.pem`,
};
