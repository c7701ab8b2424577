import type { Command, Option } from 'commander';
import { type Given, received } from './option-values';
import { parseList } from './parse-options';

/**
 * Refuses an option of a command that is given a second time with another value, of which one would be dropped without
 * a word; lists add up.
 */
export function takeOnce(
  command: Command,
  refuse: (problem: string) => void = (problem) => command.error(`error: ${problem}`),
): Command {
  for (const option of command.options.filter(holdsOne)) {
    let first: Given | undefined;
    command.on(`option:${option.name()}`, (value: string | null) => {
      const given = value ?? true;
      if (first !== undefined)
        refuse(`${option.long}: received ${received(first)} and ${received(given)}; allowed is one of them`);
      first ??= given;
    });
  }
  return command;
}

const holdsOne = ({ required, optional, parseArg }: Option) =>
  (required || optional) && parseArg !== parseList;
