import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../local-aws/support/temporary-folder';
import { commandLine } from '../support/in-process';

/** What shells offer at the end of a line, files apart. */
const offers: [line: string, ...words: string[]][] = [
  ['root-purge ru', 'run'],
  ['root-purge help st', 'start', 'status'],
  ['root-purge completion z', 'zsh'],
  ['root-purge run --approv', '--approve', '--approver'],
  ['root-purge run --approve ', 'all', 'ask', 'each', 'none'],
  ['root-purge start --audit --fail-on ', 'found'],
  ['root-purge check --delegated'],
  [
    'root-purge enable --',
    ...[
      '--delegated-admin',
      '--help',
      '--json',
      '--no-color',
      '--no-root-sessions',
      '--profile',
      '--region',
      '--yes',
    ],
  ],
];

/** Calls the function that the script registers, as the completion of bash, and of zsh for bash, does. */
const callFunction = `for line in "\${@:2}"; do
  COMP_WORDS=($line); [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _root_purge; echo "\${COMPREPLY[@]}"
done`;
const shells: Record<string, string[]> = {
  bash: ['-c', `source "$1"; complete -p root-purge >&2; ${callFunction}`, 'bash'],
  zsh: ['-f', '-c', `source "$1"; which -w complete >&2; emulate ksh; ${callFunction}`, 'zsh'],
  fish: [
    '-c',
    'source $argv[1]; for line in $argv[2..]; echo (complete -C $line | string split -f 1 \\t); end',
  ],
};
const isThere = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

it.each(Object.keys(shells).filter(isThere))('%s completes commands, options and values', async (shell) => {
  const { stdout: script } = await commandLine('completion', shell);
  const file = join(temporaryFolder({ script }), 'script');
  const lines = offers.map(([line]) => line);
  const { stdout, stderr } = spawnSync(shell, [...(shells[shell] ?? []), file, ...lines], {
    encoding: 'utf8',
  });
  // Of what zsh is offered it leaves out later what does not begin as the line ends.
  const begins = (word: string, index: number) => word.startsWith(lines[index]?.split(' ').at(-1) ?? '');
  const offered = stdout
    .slice(0, -1)
    .split('\n')
    .map((words, index) =>
      words
        .split(' ')
        .filter((word) => word && begins(word, index))
        .sort(),
    );
  expect({ offered, stderr }).toEqual({
    offered: offers.map(([, ...words]) => words),
    stderr: expect.stringMatching(/^(complete.* -F _root_purge root-purge\n|complete: function\n|)$/),
  });
});
