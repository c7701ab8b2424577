import { stringify } from 'csv-stringify/sync';
import type { Report, ReportedAccount } from './model';
import { oneLine } from './visible-text';

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
 * The report as CSV (RFC 4180, CRLF): a header row, then one line per account; lists are joined with `; `. Names and
 * messages come from elsewhere: each stays on its line and in its reading direction, and what a spreadsheet would
 * take for a formula is escaped.
 */
export function reportCsv(report: Report): string {
  return stringify(report.accounts.map(row).map(visible), {
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

/** The longest text that a cell of a spreadsheet takes is 32,767 characters. */
function visible(cells: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).map(([column, text]) => [column, oneLine(text, 32_000)]));
}
