import { expect, it } from 'vitest';
import { keptAssembly } from '../../../cli/run/kept-assembly';
import { openAccount } from '../../../local-aws';

const approvers = ['alice@example.com'];

async function concurrencyIn(assembly: string): Promise<string[]> {
  const { template } = await openAccount({ assembly, stackName: 'RootCredentialPurge' });
  const definitions = JSON.stringify(template.stateMachines().map(({ definition }) => definition));
  return [...definitions.matchAll(/"MaxConcurrency":(\d+)/g)].map(([, limit = '']) => limit);
}

it('is of the configuration that is asked for, and the same one for the same', async () => {
  const seven = await keptAssembly({ approvers, concurrency: 7 });
  const eight = await keptAssembly({ approvers, concurrency: 8 });
  expect(await keptAssembly({ approvers, concurrency: 7 })).toBe(seven);
  expect([...new Set(await concurrencyIn(seven))]).toEqual(['7']);
  expect([...new Set(await concurrencyIn(eight))]).toEqual(['8']);
});
