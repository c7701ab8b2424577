import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it, onTestFinished } from 'vitest';
import { clientDefaults } from '../../../lambdas/aws-calls/client-defaults';

/** A service that takes requests and never answers. */
async function silentService(): Promise<number> {
  const server = createServer(() => undefined);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

it('gives up on a request that takes too long, so that it can be tried again', async () => {
  const endpoint = `http://127.0.0.1:${await silentService()}`;
  const sts = new STSClient({ ...clientDefaults, endpoint, maxAttempts: 1 });
  const asked = sts.send(new GetCallerIdentityCommand({}), { requestTimeout: 20 });
  await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
});
