import { InvalidInputError } from '../skeleton/errors';
import { accountIdPattern } from './execution-input';
import { problem } from './input-problems';
import { valueAt } from './value-at';

const wanted =
  'account IDs, one ID a line; the CSV of the Organizations console, with its column "Account ID"; or all that aws organizations list-accounts prints as JSON';

/** One place of a list file: its name for a person, what is there, and the account IDs that this is, if it is any. */
interface Place {
  readonly name: string;
  readonly given: unknown;
  readonly ids: readonly string[] | undefined;
}

/**
 * The account IDs of a list file. It has one a line, or several with spaces or tabs between them, where blank lines,
 * `#` comments, surrounding spaces, a byte order mark and CRLF are fine; or it is the CSV of the Organizations console,
 * or JSON: a list of IDs, or what `aws organizations list-accounts` prints. `source` names the file in the error.
 * @throws InvalidInputError naming every place that is not exactly understood, or once for a file that is none of these
 */
export function parseAccountList(text: string, source: string): string[] {
  const places = placesOf(text.replace(/^\uFEFF/, ''), source);
  const bad = places.filter(({ ids }) => ids === undefined);
  if (bad.length > 0) {
    throw new InvalidInputError(
      bad.map(({ name, given }) => problem(`${source} ${name}`, given, allowedFor(given))),
    );
  }
  if (places.length === 0) throw refused(source, 'lists no account ID');
  return places.flatMap(({ ids }) => ids ?? []);
}

function placesOf(text: string, source: string): Place[] {
  if (text.includes('\0'))
    throw refused(source, 'is UTF-16 without a byte order mark; allowed: UTF-8, or UTF-16 with one');
  if (/^\s*[[{]/.test(text)) return placesInJson(text, source);
  const lines = linesOf(text);
  const first = lines.find(({ line }) => withoutComment(line) !== '');
  const columns = first && cellsOf(first.line);
  if (first && columns?.includes('Account ID')) return rowsBelow(first.number, columns, lines, source);
  // What no list has in it, and every CSV, YAML, or table of the AWS CLI has at its start.
  if (/[,;|:"]|^---|[a-z].*\t/i.test(withoutComment(first?.line ?? '')))
    throw refused(source, `is none of what is allowed: ${wanted}`);
  return lines.flatMap(({ number, line }) => {
    const given = withoutComment(line);
    return given === '' ? [] : [placeOf(`line ${number}`, given, given.split(/[ \t]+/))];
  });
}

/** Comments and spaces are data in a table, where an account may be called `#1`. */
function rowsBelow(
  header: number,
  columns: string[],
  lines: { number: number; line: string }[],
  source: string,
): Place[] {
  const column = columns.indexOf('Account ID');
  if (columns.lastIndexOf('Account ID') !== column) throw refused(source, 'has two columns "Account ID"');
  return lines.slice(header).flatMap(({ number, line }) => {
    if (line.trim() === '') return [];
    const cells = cellsOf(line);
    const id = cells?.length === columns.length ? cells[column] : undefined;
    return [placeOf(`line ${number}`, id ?? line, [id])];
  });
}

/** The cells of one row of a CSV (RFC 4180), or `undefined` where it is none, or goes on in the next line. */
function cellsOf(line: string): string[] | undefined {
  const cells = [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^",]*),/gy)];
  if (cells.map(([all]) => all).join('') !== `${line},`) return undefined;
  return cells.map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

/** A `NextToken` beside the accounts says that there are more of them, so that nothing else may be there. */
function placesInJson(text: string, source: string): Place[] {
  const value = parsedJson(text, source);
  const isAnswer = typeof value === 'object' && value !== null && Object.keys(value).join() === 'Accounts';
  const entries = isAnswer ? valueAt(value, ['Accounts']) : value;
  if (!Array.isArray(entries)) throw refused(source, `is JSON of something else; allowed: ${wanted}`);
  return entries.map((entry: unknown, index) => {
    const id = typeof entry === 'string' ? entry : valueAt(entry, ['Id']);
    return placeOf(`[${index}]`, id ?? entry, [id]);
  });
}

function parsedJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused(source, `starts as JSON does and is none; allowed: ${wanted}`);
  }
}

function placeOf(name: string, given: unknown, parts: unknown[]): Place {
  const ids = parts.filter((part) => typeof part === 'string').filter((part) => accountIdPattern.test(part));
  return { name, given, ids: ids.length === parts.length ? ids : undefined };
}

/** What a spreadsheet makes of account IDs that it takes for numbers is said, since it happens to whole files. */
function allowedFor(given: unknown): string {
  const said = String(given);
  if (/^\d{1,2}(\.\d+)?E\+?1[01]$/i.test(said))
    return 'a 12-digit account ID (a spreadsheet has rounded this one: keep the column as text)';
  if (/^\d{9,11}$/.test(said))
    return `a 12-digit account ID (where a spreadsheet has dropped the zeros at its front, ${said.padStart(12, '0')})`;
  return 'a 12-digit account ID';
}

function linesOf(text: string): { number: number; line: string }[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => ({ number: index + 1, line }));
}

function withoutComment(line: string): string {
  return line.replace(/#.*/, '').trim();
}

function refused(source: string, what: string): InvalidInputError {
  return new InvalidInputError([{ path: [source], what }]);
}
