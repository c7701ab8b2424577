import { createColors } from 'picocolors';
import { sinceLastLines } from '../../lambdas/report/since-last-words';
import { count, dayText } from '../../lambdas/report/words';
import type { RunSummary } from '../../lambdas/run/posture';
import { whyUnknown } from '../aws/fact';
import { moment } from '../executions/moments';
import { countsByKind } from '../terminal/credential-counts';
import { printable } from '../terminal/printable';
import { cut, pad, wrap } from '../terminal/wrap';
import type { LastReports } from './read-posture';
import { backIn, byUnit, type Counts, countsOf, openIn, type Standing, standings, unitOf } from './standing';

type Colors = ReturnType<typeof createColors>;

/** As many as a screen shows. */
const most = 20;

/** What the last reports say, for a person: what is new first of all, then what is there, where, and the trend. */
export function formatLastReports({ posture, report }: LastReports, width: number, color: boolean): string {
  const colors = createColors(color);
  const all = standings(posture);
  const since = report.known
    ? report.value
      ? sinceLastLines(report.value)
      : []
    : [`What is new is not known: the last report cannot be read (${whyUnknown(report)}).`];
  const blocks = [
    [headline(countsOf(all), all, colors)],
    since.flatMap((line) => wrap(printable(line), width)),
    accountLines(all.filter(isTold), width, colors),
    unitLines(all, colors),
    trendLines(posture.runs.slice(-most), colors),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const isTold = ({ credentials, unknown }: Standing) => credentials.length > 0 || unknown !== undefined;

function headline(
  { accounts, holding, unknown, credentials }: Counts,
  all: readonly Standing[],
  colors: Colors,
): string {
  const back = all.reduce((sum, account) => sum + backIn(account), 0);
  const found =
    credentials > 0
      ? `${count(credentials, 'root credential')} in ${count(holding, 'account')} of ${accounts.toLocaleString('en-US')}`
      : `Nothing found in ${count(accounts - unknown, 'account')}`;
  const paint = back > 0 ? colors.red : credentials + unknown > 0 ? colors.yellow : colors.green;
  return colors.bold(
    paint(
      `${back > 0 ? `${count(back, 'root credential')} BACK. ` : ''}${found}${unknown > 0 ? `, ${count(unknown, 'account')} unknown` : ''}.`,
    ),
  );
}

/** Of a row about an account, before what is there. */
const columnsBefore = 14 + 28 + 13;

function accountLines(told: readonly Standing[], width: number, colors: Colors): string[] {
  if (told.length === 0) return [];
  const row = (id: string, name: string, last: string, what: string) => {
    const before = `${pad(id, 14)}${pad(cut(name, 26), 28)}${pad(last, 13)}`;
    const [first, ...others] = wrap(what, Math.max(20, width - columnsBefore));
    return [`${before}${first}`, ...others.map((line) => ' '.repeat(columnsBefore) + line)];
  };
  return [
    colors.bold(row('ACCOUNT', 'NAME', 'LOOKED AT', 'WHAT IS THERE').join('')),
    ...told
      .slice(0, most)
      .flatMap((account) =>
        row(account.accountId, printable(account.name), dayText(account.at), whatIsThere(account)),
      ),
    ...(told.length > most ? [`... and ${told.length - most} more; --csv has them all`] : []),
  ];
}

function whatIsThere(account: Standing): string {
  const { credentials, unknown, acknowledged } = account;
  const excepted = credentials.length - openIn(account).length;
  const back = credentials.filter(({ came }) => came === 'back');
  return [
    back.length > 0 && `BACK: ${sinceText(back)};`,
    sinceText(credentials.filter((each) => !back.includes(each))),
    excepted > 0 && `(${excepted} under an exception)`,
    unknown && `unknown for ${count(unknown.runs, 'run')}, since ${dayText(unknown.since)}`,
    acknowledged && `(known until ${acknowledged.expires}: ${acknowledged.owner})`,
  ]
    .filter(Boolean)
    .join(' ')
    .replace(/;$/, '');
}

/** How many of each kind, and since when reports have known the first. */
function sinceText(credentials: Standing['credentials']): string {
  const since = credentials.map((each) => each.since).toSorted()[0];
  return since ? `${countsByKind(credentials).replaceAll('\u00a0', ' ')} since ${dayText(since)}` : '';
}

function unitLines(all: readonly Standing[], colors: Colors): string[] {
  const units = byUnit(all);
  if (units.length < 2) return [];
  const columns = Math.min(48, Math.max(...units.map(({ unit }) => unit.length), 0)) + 2;
  const row = (unit: string, ...cells: (string | number)[]) =>
    pad(cut(printable(unit), columns - 2), columns) + cells.map((cell) => String(cell).padStart(12)).join('');
  return [
    colors.bold(row('ORGANIZATIONAL UNIT', 'ACCOUNTS', 'WITHOUT', 'HOLDING', 'UNKNOWN', 'CREDENTIALS')),
    ...units.map(({ unit, counts: { accounts, without, holding, unknown, credentials } }) =>
      row(unit, accounts, without, holding, unknown, credentials),
    ),
  ];
}

/** A bar for how many accounts hold nothing beside the numbers. */
function trendLines(runs: readonly RunSummary[], colors: Colors): string[] {
  if (runs.length === 0) return [];
  const row = (...[finished = '', mode = '', ...cells]: string[]) =>
    pad(finished, 22) + pad(mode, 10) + cells.map((cell) => cell.padStart(12)).join('');
  return [
    colors.bold(
      `${row('FINISHED', 'WHAT', 'WITHOUT', 'UNKNOWN', 'CREDENTIALS', 'BACK', 'OLDEST KEY')}  COVERAGE`,
    ),
    ...runs.map(({ finishedAt, mode, accounts, without, unknown, left, back, oldestKeyAt }) => {
      const credentials = Object.values(left).reduce((sum, n) => sum + n, 0);
      const share = accounts > 0 ? without / accounts : 1;
      const bar = '#'.repeat(Math.floor(share * 20)).padEnd(20, '.');
      const numbers = [`${without}/${accounts}`, unknown, credentials, back].map(String);
      const oldest = oldestKeyAt ? oldestKeyAt.slice(0, 10) : '-';
      return `${row(moment(finishedAt), mode, ...numbers, oldest)}  ${share < 1 ? bar : colors.green(bar)}`;
    }),
  ];
}

/** What a row of CSV says of an account. */
export const accountColumns = [
  ...(['accountId', 'name', 'organizationalUnit', 'outcome', 'credentials', 'unknownRuns'] as const),
  ...(['unknownSince', 'run', 'lookedAt', 'purgedClean'] as const),
] as const;

/** An account for a spreadsheet. */
export function rowOf(account: Standing): Record<(typeof accountColumns)[number], string> {
  const { accountId, name, outcome, run, at, unknown, purged, credentials } = account;
  return {
    accountId,
    name,
    organizationalUnit: unitOf(account),
    outcome,
    credentials: credentials
      .map(({ kind, id, since, came }) => `${kind} ${id} (${came}, ${since})`)
      .join('; '),
    unknownRuns: String(unknown?.runs ?? 0),
    unknownSince: unknown?.since ?? '',
    run,
    lookedAt: at,
    purgedClean: purged?.at ?? '',
  };
}
