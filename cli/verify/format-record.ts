import type { createColors } from 'picocolors';
import { printable } from '../terminal/printable';
import { wrap } from '../terminal/wrap';
import { type CheckVerdict, checkTitles, type RecordCheck } from './record-check';

type Colors = ReturnType<typeof createColors>;

const words: Record<CheckVerdict, { said: string; color: 'green' | 'red' | 'yellow' }> = {
  holds: { said: 'holds', color: 'green' },
  fails: { said: 'FAILS', color: 'red' },
  'cannot-be-checked': { said: 'cannot be checked', color: 'yellow' },
};

/** The checks of a run for a terminal: what holds, what does not, what cannot be checked; why; and the sum of it. */
export function formatRecord(checks: readonly RecordCheck[], width: number, colors: Colors): string {
  const lines = checks.flatMap(({ check, verdict, findings }) => {
    const { said, color } = words[verdict];
    return [
      `${colors[color](said.padEnd(19))}${checkTitles[check]}`,
      ...findings
        .flatMap((finding) => wrap(printable(finding), width - indent.length))
        .map((line) => indent + line),
    ];
  });
  return [...lines, '', conclusion(checks, colors)].join('\n');
}

const indent = ' '.repeat(19);

function conclusion(checks: readonly RecordCheck[], colors: Colors): string {
  const times = (verdict: CheckVerdict) => checks.filter((check) => check.verdict === verdict).length;
  const [holds, fails, unknown] = [times('holds'), times('fails'), times('cannot-be-checked')];
  const rest = unknown > 0 ? `, ${unknown} cannot be checked` : '';
  return fails > 0
    ? colors.red(`This record does not hold: ${fails} of ${checks.length} checks fail${rest}.`)
    : colors.green(`This record holds: ${holds} of ${checks.length} checks hold${rest}.`);
}
