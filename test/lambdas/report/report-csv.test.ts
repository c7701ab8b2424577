import { describe, expect, it } from 'vitest';
import { reportCsv } from '../../../lambdas/report/report-csv';
import { report, reportedAccount } from '../support/report-fixture';

const header = '\uFEFFaccountId,name,email,outcome,deleted,remaining,appearedSincePlan,unknown,reason,remedy';

describe('the report as CSV', () => {
  it('has a header and one line per account', () => {
    const lines = reportCsv(report).trimEnd().split('\r\n');
    expect(lines[0]).toBe(header);
    expect(lines.slice(1).map((line) => line.slice(0, 12))).toEqual(
      report.accounts.map(({ accountId }) => accountId),
    );
  });

  it('joins lists, quotes what needs it, and disarms formulas', () => {
    expect(reportCsv(report).split('\r\n')[2]).toBe(
      [
        '333333333333',
        '"R&D <sandbox> ""alpha"""',
        "'=cmd@example.com",
        'failed',
        'signing-certificates TA7SMP42TDN5Z26OBPJE7EXAMPLE',
        'access-keys AKIAIOSFODNN7EXAMPLE (IAM answered ServiceFailure); access-keys AKIAI44QH8DHBEXAMPLE (appeared since the plan)',
        'access-keys AKIAI44QH8DHBEXAMPLE',
        '',
        'iam:DeleteAccessKey failed. (ServiceFailure: <b>internal</b>)',
        'Run again; if it fails the same way, look at the log of this function.',
      ]
        .map((cell) => (cell.includes(',') ? `"${cell}"` : cell))
        .join(','),
    );
  });

  it('says what was gone already', () => {
    expect(reportCsv(report).split('\r\n')[1]).toContain(
      'login-profile login-profile; mfa-devices arn:aws:iam::222222222222:mfa/root-account-mfa-device (already gone)',
    );
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
    expect(reportCsv({ ...report, accounts: [] })).toBe(`${header}\r\n`);
  });
});
