import type { Command, Option } from 'commander';

/** The shells that there is a completion script for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** Whether there is a completion script for a shell of this name. */
export const isShell = (name: string): name is Shell => shells.some((shell) => shell === name);

/** The completion script of a program for each shell, made of its own commands and options. */
export const scripts: Readonly<Record<Shell, (program: Command) => string>> = {
  bash: bashScript,
  zsh: (program) =>
    `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(program)}`,
  fish: fishScript,
};

/** Where nothing is offered, the shell offers files. */
function bashScript(program: Command): string {
  const commands = commandsOf(program);
  const cases = commands.flatMap((command) => {
    const name = command.name();
    const options = optionsOf(command);
    return [
      ...options
        .filter(takesValue)
        .map(({ long, argChoices = [] }) => [`'${name} ${long}'`, argChoices] as const),
      [`'${name} '*`, [...choicesOf(command, commands), ...options.map(({ long }) => long ?? '')]] as const,
    ];
  });
  const line = ([pattern, words]: readonly [string, readonly string[]]) =>
    `    ${pattern}) words='${words.join(' ')}' ;;`;
  const start = [
    ...commands.map((command) => command.name()),
    ...optionsOf(program).map(({ long }) => long ?? ''),
  ];
  return `_root_purge() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command='' words=''
  if [ "$COMP_CWORD" -gt 1 ]; then command="\${COMP_WORDS[1]}"; fi
  case "$command \${COMP_WORDS[COMP_CWORD-1]}" in
${[...cases, ["' '*", start] as const].map(line).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _root_purge ${program.name()}
`;
}

function fishScript(program: Command): string {
  const commands = commandsOf(program);
  const complete = (condition: string, ...rest: string[]) =>
    [`complete -c ${program.name()} -n '${condition}'`, ...rest].join(' ');
  const option = (condition: string) => (one: Option) =>
    complete(
      condition,
      `-l ${(one.long ?? '').slice(2)}`,
      takesValue(one) ? (one.argChoices ? `-x -a '${one.argChoices.join(' ')}'` : '-r -F') : '',
      `-d ${quoted(one.description)}`,
    );
  return [
    `complete -c ${program.name()} -f`,
    ...optionsOf(program).map(option('__fish_use_subcommand')),
    ...commands.flatMap((command) => {
      const here = `__fish_seen_subcommand_from ${command.name()}`;
      const choices = choicesOf(command, commands);
      return [
        complete(
          '__fish_use_subcommand',
          `-a ${command.name()} -d ${quoted(command.summary() || command.description())}`,
        ),
        ...(choices.length > 0 ? [complete(here, `-a '${choices.join(' ')}'`)] : []),
        ...optionsOf(command).map(option(here)),
      ];
    }),
    '',
  ].join('\n');
}

const commandsOf = (program: Command) => [...program.createHelp().visibleCommands(program)];
const optionsOf = (command: Command): readonly Option[] => command.createHelp().visibleOptions(command);
const takesValue = ({ required, optional }: Option) => required || optional;

/** What may stand in the place of the arguments of a command; `help` takes a command. */
const choicesOf = (command: Command, commands: readonly Command[]) =>
  command.name() === 'help'
    ? commands.map((other) => other.name())
    : command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);

const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
