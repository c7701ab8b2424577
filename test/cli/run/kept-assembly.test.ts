import { expect, it } from 'vitest';
import { keptAssembly } from '../../../cli/run/kept-assembly';
import { appStackName } from '../../../lib/app-stack-name';
import { openAccount } from '../../../local-aws';

const approvers = ['alice@example.com'];

async function concurrencyIn(assembly: string): Promise<Set<string | undefined>> {
  const { template } = await openAccount({ assembly, stackName: appStackName });
  const definitions = JSON.stringify(template.stateMachines().map(({ definition }) => definition));
  return new Set([...definitions.matchAll(/"MaxConcurrency":"{% (\d+) %}"/g)].map(([, limit]) => limit));
}

it('is of the configuration that is asked for, and the same one for the same', {
  timeout: 120_000,
}, async () => {
  const seven = await keptAssembly({ approvers, concurrency: 7 });
  const eight = await keptAssembly({ approvers, concurrency: 8 });
  expect(await keptAssembly({ approvers, concurrency: 7 })).toBe(seven);
  expect(await concurrencyIn(seven)).toEqual(new Set(['7']));
  expect(await concurrencyIn(eight)).toEqual(new Set(['8']));
});
