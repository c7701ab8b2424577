import { describe, expect, it } from 'vitest';
import { privilegedTasksDefinition, purgeWorkflowDefinition } from '#definitions';
import { Functions, functionsOf } from '../../../../cli/run/in-process/functions';
import type { Reach } from '../../../../cli/run/reach';
import { importsIn, readSources } from '../../../layout/imports';
import { changing, changingCall } from '../../../scenarios/support/changing-calls';

const sources = readSources(['lambdas']);
const imports = importsIn(sources);

/** All files that a file loads, by itself or by another one. */
function loadedBy(file: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  for (const { from, to } of imports) if (from === file) loadedBy(to, loaded);
  return loaded;
}

const changes = new RegExp(`\\b${changingCall}\\b`, 'g');

/** By function, what of that is in the code that it loads. */
function foundIn(reach: Reach): Record<string, string> {
  return Object.fromEntries(
    Object.entries(functionsOf[reach]).flatMap(([state, load]) => {
      const [, file = ''] = /lambdas\/([\w-]+)/.exec(String(load)) ?? [];
      const code = [...loadedBy(`lambdas/${file}.ts`)].map((each) => sources[each]).join('');
      const found = new Set(code.match(changes));
      return found.size > 0 ? [[state, [...found].join()]] : [];
    }),
  );
}

describe('in reach', () => {
  it('of an audit is no code that changes an account', () => {
    expect(foundIn('audit')).toEqual({});
  });

  it('of a purge is what it deletes with, and nothing of privileged tasks', () => {
    expect(foundIn('purge')).toEqual(changing.purge);
  });

  it('of everything are privileged tasks, too', () => {
    expect(foundIn('everything')).toEqual(changing.everything);
  });

  it.each<[string, string, Reach]>([
    ['a purge', purgeWorkflowDefinition, 'purge'],
    ['privileged tasks', privilegedTasksDefinition, 'everything'],
  ])('is every function of the definition of %s', (_, definition, reach) => {
    const named = [...definition.matchAll(/"FunctionName": "\$\{(\w+)\}"/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !functionsOf[reach][name])).toEqual([]);
  });

  it('of an audit is nothing else, whoever asks', async () => {
    const functions = new Functions({ reach: 'audit', variables: {}, onLog: () => undefined });
    await expect(functions.invoke('DeleteAccessKeys', {})).rejects.toThrow('There is no function');
  });
});
