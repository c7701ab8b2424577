import type { Measured } from './contenders';

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
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function perAccount({ seconds, accounts }: Measured): number {
  return (seconds / accounts) * 1000;
}
