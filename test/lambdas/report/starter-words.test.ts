import { describe, expect, it } from 'vitest';
import { startedByCloudTrail } from '../../../lambdas/report/starter-words';
import type { WhoStarted } from '../../../lambdas/run/model';

const mia = 'arn:aws:sts::111122223333:assumed-role/Admin/mia';
const known = {
  state: 'known',
  arn: mia,
  at: '2026-11-23T11:58:00Z',
  sourceIp: '203.0.113.9',
  eventId: 'e-1',
};
const told = (who: object, startedBy?: string) =>
  startedByCloudTrail({ ...known, ...who } as WhoStarted, { executionArn: 'arn', startedBy });

describe('who started a run, in words', () => {
  it.each<[string, object, string | undefined, string]>([
    ['who it says', {}, mia, `${mia}, Mon, 23 Nov 2026, 11:58 UTC, from 203.0.113.9 (event e-1)`],
    [
      'who says no ARN',
      {},
      'the night shift',
      `${mia}, Mon, 23 Nov 2026, 11:58 UTC, from 203.0.113.9 (event e-1)`,
    ],
    [
      'somebody else',
      {},
      'arn:aws:iam::111122223333:user/ana',
      `${mia}, Mon, 23 Nov 2026, 11:58 UTC, from 203.0.113.9, which is not who the execution input says (event e-1)`,
    ],
    [
      'a service for itself',
      { arn: undefined, invokedBy: 'scheduler.amazonaws.com', sourceIp: 'scheduler.amazonaws.com' },
      undefined,
      'scheduler.amazonaws.com, Mon, 23 Nov 2026, 11:58 UTC, from scheduler.amazonaws.com (event e-1)',
    ],
    [
      'a service for a role',
      { invokedBy: 'events.amazonaws.com', sourceIp: undefined },
      undefined,
      `${mia}, by events.amazonaws.com, Mon, 23 Nov 2026, 11:58 UTC, from an address that it does not say (event e-1)`,
    ],
    [
      'nobody yet',
      { state: 'not-there-yet' },
      mia,
      'not there yet when this was written, as it is late by minutes (event StartExecution)',
    ],
    [
      'what cannot be read',
      {
        state: 'unknown',
        failure: { call: 'cloudtrail:LookupEvents', error: 'AccessDeniedException', message: 'No.' },
      },
      mia,
      'could not be read: No. (cloudtrail:LookupEvents: AccessDeniedException)',
    ],
  ])('is %s', (_, who, startedBy, words) => {
    expect(told(who, startedBy)).toBe(words);
  });
});
