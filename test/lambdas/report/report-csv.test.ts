import { describe, expect, it } from 'vitest';
import { reportCsv } from '../../../lambdas/report/report-csv';
import { rowsOf } from '../support/csv-rows';
import { report, reportedAccount } from '../support/report-fixture';

/** A row without its empty cells and without what is the same in every row. */
function own(row: Record<string, string> = {}): Record<string, string> {
  const [first = {}] = rowsOf(
    reportCsv({ ...report, accounts: [reportedAccount({ accountId: '', name: '', email: '' })] }),
  );
  const { outcome, ...same } = first;
  return Object.fromEntries(Object.entries(row).filter(([column, text]) => text !== '' && !same[column]));
}

describe('the report as CSV', () => {
  it('has a row for each credential, and one for each account without any', () => {
    expect(
      rowsOf(reportCsv(report)).map(({ accountId, kind, id }) => [accountId, kind, id].join(' ').trim()),
    ).toEqual([
      '222222222222 login-profile login-profile',
      '222222222222 mfa-devices arn:aws:iam::222222222222:mfa/root-account-mfa-device',
      '333333333333 signing-certificates TA7SMP42TDN5Z26OBPJE7EXAMPLE',
      '333333333333 access-keys AKIAIOSFODNN7EXAMPLE',
      '333333333333 access-keys AKIAI44QH8DHBEXAMPLE',
      '444444444444',
      '555555555555 mfa-devices GAHT12345678',
      '666666666666',
      '777777777777',
      '111111111111',
    ]);
  });

  it('says in every row of which run it is, who started, asked for and decided it, and on what', () => {
    const rows = rowsOf(reportCsv(report));
    const about = {
      run: 'first-purge-2026-11-23',
      mode: 'purge',
      organizationId: 'o-a1b2c3d4e5',
      executionArn: 'arn:aws:states:eu-west-1:111111111111:execution:PurgeWorkflow:first-purge-2026-11-23',
      appVersion: '1.2.3',
      startedAt: '2026-11-23T11:58:00.000Z',
      finishedAt: '2026-11-23T14:12:00.000Z',
      saidToBeStartedBy: 'arn:aws:sts::111111111111:assumed-role/SecurityAdmin/mia',
      startedBy: 'arn:aws:sts::111111111111:assumed-role/SecurityAdmin/mia',
      startedFrom: '203.0.113.9',
      cloudTrail: 'known',
      requestReason: 'Centralized root access is on; nobody should sign in as root any more.',
      asked: 'ana@example.com; ben@example.com',
      verdict: 'APPROVED',
      decidedBy: 'ana@example.com',
      decidedByName: '',
      decidedByIdentity: '',
      decidedAt: '2026-11-23T14:05:00.000Z',
      decidedFrom: '203.0.113.7',
      comment: 'Checked with the payments team.',
      planSha256: 'ab'.repeat(32),
      decisionSha256: 'cd'.repeat(32),
    };
    for (const row of rows) expect(row).toMatchObject(about);
    expect(rows).toHaveLength(10);
  });

  it('has a column for each fact about a credential: evidence, decision, deletion, second look', () => {
    const rows = rowsOf(reportCsv(report));
    expect(own(rows[0])).toEqual({
      accountId: '222222222222',
      name: 'Payments production',
      email: 'payments@example.com',
      organizationalUnits: 'Workloads / Production',
      outcome: 'purged',
      kind: 'login-profile',
      id: 'login-profile',
      createdAt: '2019-02-11T08:00:00.000Z',
      lastUsed: 'used',
      lastUsedAt: '2026-11-11T09:30:00.000Z',
      inPlan: 'offered',
      decision: 'approved',
      deletion: 'deleted',
      deletedAt: '2026-11-23T14:06:10.000Z',
      requestId: '7d1c5e9e-0a83-4c3e-9b8b-2f4f4f3d8a11',
      secondLook: 'absent',
      secondLookAt: '2026-11-23T14:07:00.000Z',
    });
    expect(own(rows[3])).toEqual({
      accountId: '333333333333',
      name: 'R&D <sandbox> "alpha"',
      email: "'=cmd@example.com",
      organizationalUnits: 'o-a1b2c3d4e5/r-ab12/ou-ab12-22222222/333333333333/',
      outcome: 'failed',
      reason: 'iam:DeleteAccessKey failed. (ServiceFailure: <b>internal</b>)',
      remedy: 'Run again; if it fails the same way, look at the log of this function.',
      kind: 'access-keys',
      id: 'AKIAIOSFODNN7EXAMPLE',
      createdAt: '2016-05-02T10:00:00.000Z',
      status: 'Active',
      lastUsed: 'used',
      lastUsedAt: '2017-01-20T10:00:00.000Z',
      lastUsedService: 's3',
      lastUsedRegion: 'us-east-1',
      inPlan: 'offered',
      decision: 'approved',
      deletion: 'failed',
      deletedAt: '2026-11-23T14:06:12.000Z',
      requestId: '1c2d3e4f-0a83-4c3e-9b8b-2f4f4f3d8a13',
      failure: 'ServiceFailure: <b>internal</b>',
      secondLook: 'present',
      secondLookAt: '2026-11-23T14:07:00.000Z',
      stillThereBecause: 'IAM answered ServiceFailure',
    });
  });

  it('says of an account without a credential what could not be read', () => {
    expect(own(rowsOf(reportCsv(report))[5])).toMatchObject({
      accountId: '444444444444',
      unknown: 'signing-certificates; access-keys; login-profile; mfa-devices',
    });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\r=1'])('disarms %j in any text', (name) => {
    const csv = reportCsv({ ...report, accounts: [reportedAccount({ name })] });
    expect(csv).toContain(`'${name.trim()}`);
  });

  it.each([
    ['x;=HYPERLINK("https://evil.example";"x")', `x;'=HYPERLINK("https://evil.example";"x")`],
    ['x;+1', "x;'+1"],
    ['x;-1', "x;'-1"],
    ['x;@SUM(A1)', "x;'@SUM(A1)"],
    ['x;\uFF1D1;\uFF0B1;\uFF0D1;\uFF201', "x;'\uFF1D1;'\uFF0B1;'\uFF0D1;'\uFF201"],
    ['x; =1', "x; '=1"],
    ['x;\t=1', "x; '=1"],
    ['x;\r\n=1', "x; '=1"],
    ['x;"=1"', `x;"'=1"`],
    ['x;;=1', "x;;'=1"],
    ['=1;=2', "'=1;'=2"],
    [';=1', ";'=1"],
    ['a; b - c = d', 'a; b - c = d'],
    ["x;'=1", "x;'=1"],
    ['R&D; Sales', 'R&D; Sales'],
  ])('disarms %j where a spreadsheet splits at semicolons, too', (name, expected) => {
    const csv = reportCsv({ ...report, accounts: [reportedAccount({ name })] });
    expect(csv).toContain(expected.replaceAll('"', '""'));
    const cells = csv.split('\r\n')[1]?.split(/[;\t]/) ?? [];
    expect(cells.filter((cell) => /^[\s"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell))).toEqual([]);
  });

  it('begins with a byte order mark, by which Excel knows the encoding', () => {
    expect(Buffer.from(reportCsv(report)).subarray(0, 3).toString('hex')).toBe('efbbbf');
  });

  it('is the header alone when the run had no accounts', () => {
    const csv = reportCsv({ ...report, accounts: [] });
    expect(csv).toMatch(/^\uFEFFrun,mode,[\w,]+\r\n$/);
  });
});
