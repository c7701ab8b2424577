import { type Command, Option } from 'commander';
import { type CredentialKind, credentialKinds } from '../../lambdas/run/model';
import type { JsonObject } from '../../local-aws';
import { received } from './option-values';
import { parseList } from './parse-options';

/** What is to be done, as the command line has it, a purge, an audit, a rehearsal or a privileged task; nothing is checked yet. */
export interface WorkOptions {
  list?: string;
  accounts?: string[];
  ou?: string[];
  exclude?: string[];
  credentials?: string[];
  reason?: string;
  input?: string;
  /** Execution input of a privileged task: JSON, or `@` and the path of a file. */
  task?: string;
  /** What makes an audit end with exit status 2. */
  failOn?: string;
  /** Of `start`: reads and reports. */
  audit?: true;
  /** Of `start`: asks the approvers, and deletes nothing. */
  rehearsal?: true;
  /** Of `run`: asks, and deletes what was approved. */
  purge?: true;
}

/** Adds to a command the options that say what is to be done: the same in each command that starts a run. */
export function withWorkOptions(command: Command): Command {
  const kinds = new Option('--credentials <kinds>', 'only these kinds, separated by commas');
  const failOn = new Option('--fail-on <what>', 'of an audit: exit status 2 where it finds root credentials');
  return command
    .option('--list <file>', 'the accounts of this file: one ID a line, # for a comment')
    .option('--accounts <ids>', 'these accounts, separated by commas', parseList)
    .option('--ou <ids>', 'the accounts in these organizational units and below', parseList)
    .option('--exclude <ids>', 'all but these accounts', parseList)
    .addOption(kinds.choices(credentialKinds).argParser(parseList))
    .option('--reason <text>', 'shown to the approvers, and in the report')
    .option('--input <json>', 'execution input: a JSON object, or @ and the path of a file')
    .option('--task <json>', 'a privileged task instead: its input, or @ and the path of a file')
    .addOption(failOn.choices(['found']).argParser(String));
}

/** The kinds whose finding fails an audit, as `--fail-on` says; `problems` is told where this is no audit. */
export function readFailOn(
  problems: string[],
  { failOn }: Pick<WorkOptions, 'failOn'>,
  { mode, credentials: asked }: JsonObject,
): readonly CredentialKind[] {
  if (failOn === undefined) return [];
  if (failOn !== 'found') problems.push(`--fail-on: received ${received(failOn)}; allowed is one of found`);
  if (mode !== 'audit') problems.push('--fail-on: it is for an audit, and this is none');
  return credentialKinds.filter((kind) => !Array.isArray(asked) || asked.includes(kind));
}
