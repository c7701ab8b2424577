import type { TaskReport } from '../../../lambdas/tasks/shapes';

const account = { accountId: '111122223333', name: 'payments\u001b[31m', email: 'payments@example.com' };
/** One account done and taken away again, one bucket failed. */
export const taskReport: TaskReport = {
  kind: 'task',
  run: 'task-recovery',
  task: 'allow-password-recovery',
  requestReason: 'Needed once',
  startedAt: '2026-01-02T03:04:05.000Z',
  finishedAt: '2026-01-02T06:04:05.000Z',
  summary: 'Allow password recovery for the root user of 2 accounts: 1 done, 1 failed.',
  outcomes: { done: 1, 'already-so': 0, refused: 0, expired: 0, failed: 1, unknown: 0 },
  targets: [
    {
      ...account,
      outcome: 'done',
      reason: '',
      remedy: '',
      next: [{ text: 'Open the sign-in page.' }, { text: 'Choose “Forgot your password?”.' }],
      resealed: {
        outcome: 'purged',
        reason: '',
        sealed: 'yes',
        credentials: [
          {
            kind: 'access-keys',
            id: 'AKIAEXAMPLE',
            createdAt: '2026-01-02T04:04:05.000Z',
            lastUsed: { state: 'never' },
            made: 'since',
            became: 'deleted',
          },
        ],
        unknown: [],
      },
    },
    { ...account, resource: 'logs', outcome: 'failed', reason: 'Denied.', remedy: 'Mend it.', next: [] },
  ],
};
