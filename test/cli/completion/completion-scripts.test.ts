import { Argument, Command, Option } from 'commander';
import { expect, it } from 'vitest';
import { isShell, scripts, shells } from '../../../cli/completion/completion-scripts';

const program = new Command('tool').option('--version', 'which one').helpOption('--help', 'this');
program
  .command('look')
  .summary("looks, and doesn't touch")
  .description('Looks for long.')
  .helpOption(false)
  .addOption(new Option('--how <way>', 'by which way').choices(['near', 'far']))
  .option('--file [path]', 'a file')
  .option('--quiet', 'says nothing');
program
  .command('go')
  .description('Goes.')
  .helpOption(false)
  .addArgument(new Argument('<where>').choices(['left', 'right']))
  .argument('[what]');

it('completes in bash the commands, their options, the values of those that have a choice, and else files', () => {
  const script = scripts.bash(program);
  const cases = script.match(/(?<= case[^\n]*\n).*(?=\n {2}esac)/s)?.[0].split('\n');
  expect(cases).toEqual([
    "    'look --how') words='near far' ;;",
    "    'look --file') words='' ;;",
    "    'look '*) words='--how --file --quiet' ;;",
    "    'go '*) words='left right' ;;",
    "    'help '*) words='look go help' ;;",
    "    ' '*) words='look go help --version --help' ;;",
  ]);
  expect(script).toMatch(/\ncomplete -o default -F _root_purge tool\n$/);
  expect(scripts.zsh(program)).toBe(
    `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${script}`,
  );
});

it('completes the same in fish, and says what each is for', () => {
  const here = (command: string) => `complete -c tool -n '__fish_seen_subcommand_from ${command}'`;
  const first = "complete -c tool -n '__fish_use_subcommand'";
  expect(scripts.fish(program).replaceAll(/ {2,}/g, ' ').split('\n')).toEqual([
    'complete -c tool -f',
    `${first} -l version -d 'which one'`,
    `${first} -l help -d 'this'`,
    `${first} -a look -d 'looks, and doesn\\'t touch'`,
    `${here('look')} -l how -x -a 'near far' -d 'by which way'`,
    `${here('look')} -l file -r -F -d 'a file'`,
    `${here('look')} -l quiet -d 'says nothing'`,
    `${first} -a go -d 'Goes.'`,
    `${here('go')} -a 'left right'`,
    `${first} -a help -d 'display help for command'`,
    `${here('help')} -a 'look go help'`,
    '',
  ]);
});

it('knows the shells that there is a script for', () => {
  expect(Object.keys(scripts)).toEqual([...shells]);
  expect(['bash', 'zsh', 'fish', 'sh', 'toString', ''].map(isShell)).toEqual([
    ...[true, true, true],
    ...[false, false, false],
  ]);
});
