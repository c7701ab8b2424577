import { describe, expect, it } from 'vitest';
import { brokenRooms } from './cli-rooms';
import { readSources } from './imports';

describe('the rooms of the command line', () => {
  it('look neither upward nor aside', () => {
    expect(brokenRooms(readSources(['cli', 'lambdas', 'local-aws']))).toEqual([]);
  });

  it.each([
    ['cli/terminal/wrap.ts', '../command-error', 'cli/command-error.ts'],
    ['cli/terminal/wrap.ts', '../../local-aws', 'local-aws/index.ts'],
    ['cli/options/usage-error.ts', '../aws/answer', 'cli/aws/answer.ts'],
    ['cli/check/check.ts', '../run/run', 'cli/run/run.ts'],
    ['cli/start/start.ts', '../status/status', 'cli/status/status.ts'],
    ['cli/run/options/options.ts', '../world', 'cli/run/world.ts'],
    ['cli/check/check.ts', '../main', 'cli/main.ts'],
  ])('are left where %s imports %s', (from, specifier, to) => {
    const wrong = { [from]: `import type { Any } from '${specifier}';`, [to]: '' };
    expect(brokenRooms(wrong)).toEqual([`${from} may not import ${to}`]);
  });
});
