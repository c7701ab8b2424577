import type { NamedCase } from './named-case';

/** What came of a case: it agrees, it differs, or something that it needs is not there. */
export interface Verdict {
  of: NamedCase;
  missing?: string;
  /** Undefined where it did not run; empty where it agrees. */
  differences?: string[];
}

/** A table by suite, every difference, and what was missing how often. */
export function report(verdicts: readonly Verdict[]): string {
  const suites = [...new Set(verdicts.map(({ of }) => of.suite))];
  const rows = suites.map((suite) =>
    row(
      suite,
      verdicts.filter(({ of }) => of.suite === suite),
    ),
  );
  return [
    'suite                    agree   differ  not run',
    ...rows,
    row('all', verdicts),
    ...verdicts.flatMap(differenceLines),
    ...missingLines(verdicts),
  ].join('\n');
}

/** How many of the cases that ran differ. */
export const differing = (verdicts: readonly Verdict[]): Verdict[] =>
  verdicts.filter(({ differences = [] }) => differences.length > 0);

function row(name: string, verdicts: readonly Verdict[]): string {
  const notRun = verdicts.filter(({ differences }) => !differences).length;
  const differ = differing(verdicts).length;
  const counts = [verdicts.length - notRun - differ, differ, notRun];
  return name.padEnd(22) + counts.map((count) => String(count).padStart(8)).join('');
}

function differenceLines({ of: { suite, example }, differences = [] }: Verdict): string[] {
  if (differences.length === 0) return [];
  const disputed = example.disputed ? [`disputed: ${example.disputed}`] : [];
  return [`\n${suite}: ${example.name}`, ...[...differences, ...disputed].map((each) => `  ${each}`)];
}

function missingLines(verdicts: readonly Verdict[]): string[] {
  const counts = new Map<string, number>();
  for (const { missing } of verdicts) if (missing) counts.set(missing, (counts.get(missing) ?? 0) + 1);
  if (counts.size === 0) return [];
  return ['\nNot run, for want of', ...[...counts].map(([what, count]) => `  ${what}: ${count}`)];
}
