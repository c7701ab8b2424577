import { expect, it } from 'vitest';
import { simulatedWorld } from '../../../../cli/run/simulated/simulated-world';

async function introductionTo(env: Record<string, string>, input = {}): Promise<string> {
  const world = await simulatedWorld(
    {
      organization: { kind: 'simulated', accounts: 5, seed: 1, trouble: true, latency: 0 },
      work: { kind: 'purge', input },
      approval: { approve: 'all', approveIsDefault: false },
      configuration: {},
    },
    { env },
  );
  await world.close();
  return world.introduction;
}

it('says which organization is simulated', async () => {
  expect(await introductionTo({})).toContain(
    'against a simulated organization of 5 member accounts (seed 1, with trouble).\n',
  );
});

it('says of an audit that nobody is asked', async () => {
  const nobody = 'This is an audit: nobody is asked, and nothing is deleted.';
  expect(await introductionTo({}, { mode: 'audit' })).toContain(nobody);
  expect(await introductionTo({}, { mode: 'rehearsal' })).not.toContain(nobody);
});

it('says that what describes a simulated organization does nothing to another one', async () => {
  const url = 'http://127.0.0.1:4566';
  expect(await introductionTo({ AWS_ENDPOINT_URL_STS: url, AWS_ENDPOINT_URL_IAM: url })).toContain(
    'against the organization behind AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL_IAM.\n' +
      'It is not simulated here: --accounts, --seed, --trouble, --latency and --faults of its calls do nothing to it.\n',
  );
});
