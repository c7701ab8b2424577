import { describe, expect, it } from 'vitest';
import {
  agoText,
  clipped,
  count,
  failureText,
  lastUsedText,
  momentText,
  recentlyUsed,
  timeLeftText,
} from '../../../lambdas/report/words';
import type { LastUsed } from '../../../lambdas/run/model';

const now = '2026-11-23T12:00:00.000Z';

describe('words', () => {
  it.each([
    [0, '0 credentials'],
    [1, '1 credential'],
    [1204, '1,204 credentials'],
  ])('counts %i', (n, text) => {
    expect(count(n, 'credential')).toBe(text);
  });

  it.each([
    [300, 'x'.repeat(300)],
    [301, `${'x'.repeat(300)}…`],
  ])('shortens a name of %i characters', (length, text) => {
    expect(clipped('x'.repeat(length))).toBe(text);
  });

  it.each([
    ['2026-11-23T00:05:00Z', 'Mon, 23 Nov 2026, 00:05 UTC'],
    ['2026-11-23T23:30:00-05:00', 'Tue, 24 Nov 2026, 04:30 UTC'],
    ['not a time', 'not a time'],
  ])('says when %s is, with its zone', (iso, text) => {
    expect(momentText(iso)).toBe(text);
  });

  it.each([
    ['2026-11-23T09:00:00Z', 'today'],
    ['2026-11-22T11:00:00Z', '1 day ago'],
    ['2026-09-25T12:00:00Z', '59 days ago'],
    ['2026-09-24T12:00:00Z', '1 month ago'],
    ['no time', ''],
    ['2024-11-22T12:00:00Z', '2 years ago'],
    ['2026-09-01T12:00:00Z', '2 months ago'],
    ['2024-11-23T12:00:00Z', '23 months ago'],
    ['2016-05-02T10:00:00Z', '10 years ago'],
  ])('says how long ago %s was', (iso, text) => {
    expect(agoText(iso, now)).toBe(text);
  });

  it.each([
    ['2026-11-26T12:00:00Z', '3 days'],
    ['2026-11-25T13:59:00Z', '2 days and 1 hour'],
    ['2026-11-23T14:10:00Z', '2 hours'],
    ['2026-11-23T12:40:30Z', '40 minutes'],
    ['2026-11-22T12:00:00Z', '0 minutes'],
  ])('says how much time is left until %s', (iso, text) => {
    expect(timeLeftText(iso, new Date(now))).toBe(text);
  });

  const failure = { call: 'iam:GetUser', error: 'AccessDenied', message: 'no' };
  it.each<[LastUsed, string]>([
    [{ state: 'never' }, 'never'],
    [{ state: 'not-recorded' }, 'not recorded by AWS'],
    [{ state: 'unknown', failure }, 'could not be read: iam:GetUser: AccessDenied – no'],
    [{ state: 'used', at: '2026-11-11T09:30:00Z' }, '11 Nov 2026 (12 days ago)'],
    [
      { state: 'used', at: '2026-11-11T09:30:00Z', service: 's3', region: 'us-east-1' },
      '11 Nov 2026 (12 days ago): s3, us-east-1',
    ],
  ])('tells never, not recorded and not read apart: %j', (lastUsed, text) => {
    expect(lastUsedText(lastUsed, now)).toBe(text);
  });

  it.each([
    ['2026-08-25T12:00:00Z', true],
    ['2026-08-24T12:00:00Z', false],
  ])('calls a use on %s recent: %s', (at, isRecent) => {
    expect(recentlyUsed({ state: 'used', at }, now)).toBe(isRecent);
  });

  it('leaves out a message that is not there', () => {
    expect(failureText({ ...failure, message: '' })).toBe('iam:GetUser: AccessDenied');
  });
});
