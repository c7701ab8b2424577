import { EnableAWSServiceAccessCommand } from '@aws-sdk/client-organizations';
import { expect, it } from 'vitest';
import { DOCUMENTED_RATES } from '../../../local-aws/organization/throttle';
import { refusalOf, startFixture } from './fixture';

const enable = new EnableAWSServiceAccessCommand({ ServicePrincipal: 'iam.amazonaws.com' });

it('a burst is answered, what follows waits a second', async () => {
  const { organizations, clock } = await startFixture({ throttle: DOCUMENTED_RATES });
  const client = organizations();
  await client.send(enable);
  await client.send(enable);
  expect(await refusalOf(client.send(enable))).toEqual({
    name: 'TooManyRequestsException',
    status: 400,
    message: 'Rate exceeded',
  });
  clock.advance(1000);
  await client.send(enable);
  expect(await refusalOf(client.send(enable))).toMatchObject({ name: 'TooManyRequestsException' });
});

it('nothing is throttled unless it is asked for', async () => {
  const { organizations } = await startFixture();
  for (let call = 0; call < 5; call++) await organizations().send(enable);
});
