import { stringify } from 'csv-stringify/sync';
import type { Report, ReportedAccount } from '../run/model';
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
 * The report as CSV (RFC 4180, CRLF, UTF-8 with a byte order mark, without which Excel takes it for another encoding):
 * a header row, then one line per account; lists are joined with `; `. Names and messages come from elsewhere: each
 * stays on its line and in its reading direction, and an apostrophe stands before what a spreadsheet would take for a
 * formula.
 */
export function reportCsv(report: Report): string {
  return stringify(report.accounts.map(row).map(visible), {
    bom: true,
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
  return Object.fromEntries(
    Object.entries(cells).map(([column, text]) => [column, disarmed(oneLine(text, 32_000))]),
  );
}

/**
 * Excel splits at semicolons where a comma is the decimal mark, and then pays no attention to the quotes around a cell
 * that began further left: what follows is a cell of its own, and may begin with a formula.
 */
function disarmed(text: string): string {
  return text.replace(/(;[\s"]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g, "$1'");
}
