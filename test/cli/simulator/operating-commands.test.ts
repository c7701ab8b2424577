import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { marked } from 'marked';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeployedSimulator } from '../../support/deployed-simulator';
import { hasPython } from '../aws/support/aws-cli';

/** What is to be typed, what is shown of its output, and whether it can be typed here. */
interface Step {
  readonly section: string;
  readonly typed: string;
  readonly shown: string[];
}

/** The commands of the document from top to bottom, but for those that it says are for AWS alone. */
function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  let section = '';
  let isForAwsAlone = false;
  for (const token of marked.lexer(text)) {
    if (token.type === 'heading') section = token.text;
    if (token.type === 'paragraph') isForAwsAlone = /\(in AWS alone\b/.test(token.text);
    if (token.type !== 'code' || isForAwsAlone) continue;
    if (token.lang === 'sh') steps.push({ section, typed: token.text, shown: [] });
    else if (token.lang === 'text') steps.at(-1)?.shown.push(...token.text.split('\n'));
  }
  return steps;
}

const steps = stepsOf(readFileSync('docs/operating.md', 'utf8'));

/** A line whatever its numbers, and however wide its columns are. */
const shape = (line: string) => line.replaceAll(/\d+/g, '0').replaceAll(/\s+/g, ' ').trim();

describe.skipIf(!hasPython())('the commands of operating.md, typed on a deployed app', () => {
  const simulator = new DeployedSimulator('--trouble');
  const layer = join(
    dirname(createRequire(import.meta.url).resolve('@aws-cdk/asset-awscli-v1/package.json')),
    'lib',
    'layer.zip',
  );
  let outputs: string[] = [];

  beforeAll(async () => {
    execFileSync('python3', ['-m', 'zipfile', '-e', layer, simulator.folder]);
    await simulator.says(/source \.root-purge\/deployed\.env/);
    await simulator.types('npx root-purge start --audit --name audit');
    await simulator.types('npx root-purge start --name quarterly --reason "Quarterly clean-up" --no-follow');
    await simulator.says(/\/runs\/quarterly\/[\w-]{43}/);
    const script = steps
      .map(({ typed }, index) => `echo "step ${index}"; ${typed}\nended=$?; echo; echo "ended with $ended"`)
      .join('\n');
    const { stdout, stderr } = await simulator.types(`aws() { python3 awscli/aws "$@"; }; ${script}`);
    expect(stderr).toBe('');
    outputs = stdout.split(/^step \d+$/m).slice(1);
  }, 180_000);
  afterAll(() => simulator.remove());

  it('are all there', () => {
    expect(steps.length).toBeGreaterThan(10);
    expect(outputs).toHaveLength(steps.length);
  });

  it.each(steps.map((step, index) => [step.section, index, step] as const))(
    '%s, step %i: is done, and prints what is shown',
    (_section, index, { shown }) => {
      // 2 is the answer that something is not ready, or did not succeed.
      expect(outputs[index]).toMatch(/^ended with [02]$/m);
      const lines = outputs[index]?.split('\n').map(shape) ?? [];
      for (const line of shown) expect(lines).toContainEqual(expect.stringContaining(shape(line)));
    },
  );

  it('have the approvers mailed once more after a stop, and both links open', async () => {
    await simulator.says(/Approve\? Delete.*Approve\? Delete/s);
    const links = simulator.printed.match(/http:\S+\/runs\/quarterly\/[\w-]{43}/g) ?? [];
    const answers = await Promise.all([...new Set(links)].map((link) => fetch(link)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});
