import type { ColdStart } from './cold-start';
import type { Measured } from './contenders';
import type { Throttled } from './sweep';

/** A Markdown table of all contenders, with ratios against the bare SDK at the same latency. */
export function markdownTable(rounds: readonly Measured[]): string {
  const heads = [
    'latency',
    'contender',
    'accounts',
    'ms per account',
    'against bare SDK',
    'CPU ms per account',
    'peak memory',
    'calls per account',
    'AssumeRoot calls',
    'transitions',
    'Lambda invocations',
    'KB written',
  ];
  const rows = rounds.map((round) => {
    const floor = rounds.find(
      ({ contender, latency }) => contender === 'bare SDK' && latency === round.latency,
    );
    return [
      `${round.latency} ms`,
      round.contender,
      `${round.accounts}`,
      perAccount(round).toFixed(1),
      floor ? `${(perAccount(round) / perAccount(floor)).toFixed(2)} ×` : '',
      ((round.cpuSeconds / round.accounts) * 1000).toFixed(1),
      round.peakMiB ? `${Math.round(round.peakMiB)} MiB` : '',
      (round.calls / round.accounts).toFixed(2),
      `${round.assumeRoot}`,
      `${round.transitions ?? ''}`,
      `${round.invocations ?? ''}`,
      round.bytes ? `${Math.round(round.bytes / 1024)}` : '',
    ];
  });
  return markdown(heads, rows);
}

function perAccount({ seconds, accounts }: Measured): number {
  return (seconds / accounts) * 1000;
}

/** Where AssumeRoot is throttled. */
export function sweepTable(sweep: readonly Throttled[]): string {
  const heads = ['at a time', 'accounts', 'seconds', 'refused', 'share of the rate', 'unknown or failed'];
  const rows = sweep.map(({ concurrency, accounts, seconds, throttled, shares, unsettled }) => [
    `${concurrency}`,
    `${accounts}`,
    seconds.toFixed(0),
    `${throttled}`,
    shares.map((share) => `${Math.round(share * 100)} %`).join(', '),
    `${unsettled}`,
  ]);
  return markdown(heads, rows);
}

/** What the functions take to load, as a table in Markdown. */
export function coldStartTable(coldStarts: readonly ColdStart[]): string {
  const heads = ['function', 'KB', 'of which SDK clients', 'import() ms', 'SDK clients alone'];
  const rows = coldStarts.map(({ name, bytes, clientsBytes, importTime, clientsImportTime }) => [
    name,
    Math.round(bytes / 1000).toString(),
    Math.round(clientsBytes / 1000).toString(),
    importTime.toFixed(0),
    clientsImportTime.toFixed(0),
  ]);
  return markdown(heads, rows);
}

/** Cells as a Markdown table. */
export function markdown(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
