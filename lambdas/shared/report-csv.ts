import { stringify } from 'csv-stringify/sync';
import type { Report, ReportedAccount } from './model';

const columns = [
  'accountId',
  'name',
  'email',
  'outcome',
  'deleted',
  'remaining',
  'appearedSincePlan',
  'unknown',
  'reason',
  'remedy',
];

/**
 * The report as CSV (RFC 4180, CRLF): a header row, then one line per account; lists are joined with `; `. What a
 * spreadsheet would take for a formula is escaped, since names and messages come from elsewhere.
 */
export function reportCsv(report: Report): string {
  return stringify(report.accounts.map(row), {
    header: true,
    columns,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

function row(account: ReportedAccount): Record<string, string> {
  const { accountId, name, email, outcome, reason, remedy } = account;
  return {
    accountId,
    name,
    email,
    outcome,
    deleted: account.deleted
      .map(({ kind, id, result }) => `${kind} ${id}${result === 'already-gone' ? ' (already gone)' : ''}`)
      .join('; '),
    remaining: account.remaining.map(({ kind, id, why }) => `${kind} ${id} (${why})`).join('; '),
    appearedSincePlan: account.appearedSincePlan.map(({ kind, id }) => `${kind} ${id}`).join('; '),
    unknown: account.unknown.join('; '),
    reason,
    remedy,
  };
}
