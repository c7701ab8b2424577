import type { createColors } from 'picocolors';
import stringWidth from 'string-width';
import type { Outcome, ReportedAccount } from '../../lambdas/run/report-shapes';
import { type AccountGroup, groupAccounts } from './account-groups';
import { deletedText, remainsText } from './credential-counts';
import { printable } from './printable';
import { cut, pad, wrap } from './wrap';

type Colors = ReturnType<typeof createColors>;
type Row = readonly string[];

const heads: Row = ['ACCOUNT', 'NAME', 'OUTCOME', 'DELETED', 'STILL THERE'];
const gap = '  ';
const noteIndent = ' '.repeat(9);
/** With more accounts than this, clean ones are only counted. */
const fewAccounts = 20;
/** The report has them all; a terminal shows those that come first. */
const mostRows = 40;

const colorOfOutcome: Record<Outcome, 'red' | 'yellow' | 'green' | 'dim'> = {
  failed: 'red',
  unknown: 'yellow',
  expired: 'yellow',
  kept: 'yellow',
  purged: 'green',
  skipped: 'dim',
  clean: 'green',
};

/**
 * The accounts of a report as a table: those that need attention first, with why and what to do below each group, and
 * `evidence` below each account.
 */
export function formatAccounts(
  accounts: readonly ReportedAccount[],
  width: number,
  colors: Colors,
  evidence: (account: ReportedAccount) => readonly string[] = () => [],
): string[] {
  const listed = accounts.filter(({ outcome }) => accounts.length <= fewAccounts || outcome !== 'clean');
  if (listed.length === 0) return [];
  const grouped = groupAccounts(listed);
  const groups = firstRows(grouped);
  const widths = fit([heads, ...groups.flatMap((group) => group.accounts).map(rowOf)], width);
  return [
    ...layOut(heads, widths).map(colors.bold),
    widths.map((columns) => '-'.repeat(columns)).join(gap),
    ...groups.flatMap((group) => formatGroup(group, widths, width, colors, evidence)),
    ...describeRest(grouped.flatMap((group) => group.accounts).slice(mostRows)),
  ];
}

/** The groups, with their first accounts, as far as there are rows for them. */
function firstRows(groups: AccountGroup[]): AccountGroup[] {
  let left = mostRows;
  return groups.flatMap((group) => {
    const accounts = group.accounts.slice(0, left);
    left -= accounts.length;
    return accounts.length > 0 ? [{ ...group, accounts }] : [];
  });
}

function describeRest(rest: readonly ReportedAccount[]): string[] {
  const outcomes = [...new Set(rest.map(({ outcome }) => outcome))];
  const counts = outcomes.map((one) => `${rest.filter(({ outcome }) => outcome === one).length} ${one}`);
  return rest.length > 0 ? [`... and ${rest.length} more, all in the report: ${counts.join(', ')}`] : [];
}

function formatGroup(
  group: AccountGroup,
  widths: number[],
  width: number,
  colors: Colors,
  evidence: (account: ReportedAccount) => readonly string[],
): string[] {
  const paint = colors[colorOfOutcome[group.outcome]];
  const rows = group.accounts.flatMap((account) => {
    const [id = '', name = '', outcome = '', ...counts] = rowOf(account);
    const row = [id, cut(name, widths[1] ?? 0), paint(outcome), ...counts];
    return [
      ...layOut(row, widths),
      ...evidence(account).flatMap((text) => indented('', printable(text), width)),
    ];
  });
  const notes = group.notes.flatMap(({ label, text }) => indented(label && `  ${label}:`, text, width));
  return [...rows, ...notes, ...(notes.length > 0 ? [''] : [])];
}

function indented(label: string, text: string, width: number): string[] {
  return wrap(text, width - noteIndent.length).map(
    (line, index) => (index === 0 ? pad(label, noteIndent.length) : noteIndent) + line,
  );
}

function rowOf(account: ReportedAccount): Row {
  const { accountId, name, outcome } = account;
  return [accountId, printable(name), outcome, deletedText(account), remainsText(account)];
}

/**
 * Column widths: what each column needs or, where that is too much, its longest word and a fair share of what is left.
 * A name alone is cut; where not even the words fit, the table is wider than the terminal.
 */
function fit(rows: readonly Row[], width: number): number[] {
  const widest = (column: number, pieces: (cell: string) => string[]) =>
    Math.max(...rows.flatMap((row) => pieces(row[column] ?? '')).map((piece) => stringWidth(piece)));
  const needs = heads.map((_, column) => widest(column, (cell) => [cell]));
  const widths = heads.map((head, column) =>
    head === 'NAME' ? head.length : widest(column, (cell) => cell.split(/\s/)),
  );
  let left = Math.max(0, width - gap.length * (heads.length - 1) - widths.reduce((sum, one) => sum + one));
  const missing = needs.map((need, column) => ({ column, columns: need - (widths[column] ?? 0) }));
  missing.sort((a, b) => a.columns - b.columns);
  for (const [position, { column, columns }] of missing.entries()) {
    const share = Math.min(columns, Math.floor(left / (missing.length - position)));
    widths[column] = (widths[column] ?? 0) + share;
    left -= share;
  }
  return widths;
}

/** One row as lines, its cells wrapped: between counts where that is enough, else inside them. */
function layOut(row: Row, widths: readonly number[]): string[] {
  const cells = widths.map((width, column) =>
    wrap(row[column] ?? '', width).flatMap((line) => wrap(line.replaceAll('\u00a0', ' '), width)),
  );
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => pad(lines[line] ?? '', widths[column] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}
