import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { countCalls } from '../../../../cli/run/in-process/count-calls';
import { AwsError, createOrganization, startSimulator, systemClock } from '../../../../local-aws';

it('counts calls by operation, each attempt for itself, and those that fail', async () => {
  let asked = 0;
  const simulator = await startSimulator({
    organization: createOrganization({ accounts: 1, seed: 1, clock: systemClock }),
    clock: systemClock,
    onCall: () => {
      asked++;
      if (asked === 1) throw new AwsError('ServiceUnavailable', 'Not now', 503);
      if (asked > 2) throw new AwsError('ExpiredToken', 'Too late', 403);
    },
  });
  const { calls, logger } = countCalls();
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'simulated' };
  const sts = new STSClient({ endpoint: simulator.url, region: 'eu-west-1', credentials, logger });
  await sts.send(new GetCallerIdentityCommand({}));
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow('Too late');
  await simulator.close();
  expect(calls).toEqual({ 'sts:GetCallerIdentity': 3 });
});
