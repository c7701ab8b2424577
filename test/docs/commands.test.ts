import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { type ParseEntry, parse } from 'shell-quote';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../cli/program';
import { createCommand } from '../../cli/run/options/command';
import { simulatorCommand } from '../../cli/simulator/command-line';
import packageJson from '../../package.json';
import { conformance } from '../local-aws/conformance/endpoint/options';
import { readDocuments } from './documents';

const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
const rootPurge = createProgram(streams, () => undefined);
const npmStart = createCommand();
const simulator = simulatorCommand();
const scripts: Readonly<Record<string, string>> = packageJson.scripts;

const documents = readDocuments();

describe('the commands of the documents', () => {
  it.each(documents.map(({ path, lines, codes }) => [path, [...lines, ...codes]] as const))(
    '%s: are there, with these options',
    (_path, texts) => {
      expect(texts.flatMap((text) => commandsIn(text).flatMap(whatIsWrong))).toEqual([]);
    },
  );

  it.each([
    ['npx root-purge purge', ['root-purge purge: there is no such command']],
    ['npx root-purge check && root-purge run --delete', ['root-purge run --delete: there is no such option']],
    ['npm start -- --approve all --nothing', ['npm start -- --nothing: there is no such option']],
    ['npm run simulator -- --port 1 --prot 2', ['npm run simulator -- --prot: there is no such option']],
    ['npm ci && npm run missing', ['npm run missing: there is no such script']],
    ['npx root-purge run --list id.list | jq .', []],
  ])('would be found out: %s', (text, problems) => {
    expect(commandsIn(text).flatMap(whatIsWrong)).toEqual(problems);
  });
});

describe('the options that stand alone in the documents', () => {
  const known = new Set(
    [...rootPurge.commands, rootPurge, npmStart, simulator, conformance()]
      .flatMap((command) => command.createHelp().visibleOptions(command))
      .map(({ long }) => long),
  );

  it.each(documents.map(({ path, codes }) => [path, codes] as const))(
    '%s: are of a command',
    (_path, codes) => {
      const options = codes.flatMap((code) => /^--[a-z][a-z-]*/.exec(code)?.[0] ?? []);
      expect(options.filter((option) => !known.has(option) && !ofOthers.has(option))).toEqual([]);
    },
  );
});

/** Options of programs that are not ours: the AWS CLI, the CDK, Node.js. */
const ofOthers = new Set(['--endpoint-url', '--region', '--all', '--maglev', '--always-sparkplug']);

/** What one prompt of a shell would start, as words: `a && b | c` is three commands. */
function commandsIn(text: string): string[][] {
  const commands: string[][] = [[]];
  for (const entry of parse(text.replaceAll(/<([^>]*)>/g, '$1'), (name) => `$${name}`)) {
    if (isWord(entry)) commands.at(-1)?.push(entry);
    else if ('op' in entry) commands.push([]);
    else break;
  }
  return commands;
}

const isWord = (entry: ParseEntry): entry is string => typeof entry === 'string';

function whatIsWrong([first, ...rest]: string[]): string[] {
  if (first === 'npx') return whatIsWrong(rest);
  if (first === 'root-purge') return ofRootPurge(rest);
  if (first !== 'npm') return [];
  const [script = '', ...options] = rest[0] === 'run' ? rest.slice(1) : rest;
  if (script === 'start') return unknown(npmStart, 'npm start --', options);
  if (rest[0] !== 'run') return [];
  if (scripts[script] === undefined) return [`npm run ${script}: there is no such script`];
  return script === 'simulator' ? unknown(simulator, 'npm run simulator --', options) : [];
}

function ofRootPurge([name = '', ...options]: string[]): string[] {
  if (name === '' || name.startsWith('-')) return unknown(rootPurge, 'root-purge', [name]);
  const command = rootPurge.commands.find((command) => command.name() === name);
  if (!command && name !== 'help') return [`root-purge ${name}: there is no such command`];
  return command ? unknown(command, `root-purge ${name}`, options) : [];
}

function unknown(command: Command, name: string, words: readonly string[]): string[] {
  const known = command.createHelp().visibleOptions(command);
  return words
    .filter((word) => /^--?[a-z]/i.test(word))
    .map((word) => word.split('=')[0] ?? '')
    .filter((word) => !known.some(({ long, short }) => word === long || word === short))
    .map((word) => `${name} ${word}: there is no such option`);
}
