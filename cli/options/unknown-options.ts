import { mostAlike } from './most-alike';
import { received } from './option-values';

/** A problem for each argument that is no option and no value of one, with the options that it is like, or all. */
export function describeUnknown(args: readonly string[], known: readonly string[]): string[] {
  const isValue = (argument: string, before = '') => !argument.startsWith('-') && /^-[^=]*$/.test(before);
  return args
    .filter((argument, index) => !isValue(argument, args[index - 1]))
    .map((argument) => {
      if (!argument.startsWith('-'))
        return `${received(argument)}: an argument without an option; allowed is none (npm needs -- before the options)`;
      const meant = mostAlike(argument.replace(/=.*/s, ''), known).join(', ');
      const hint = meant ? `did you mean ${meant}?` : `allowed are ${known.join(', ')}`;
      return `${received(argument)}: no such option, or one that takes no value; ${hint}`;
    });
}
