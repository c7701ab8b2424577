import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { serve } from '../../support/serve';
import { report } from './report';
import { runCases } from './run-cases';
import { servedEngine } from './served-engine';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

it('finds that this engine agrees over HTTP in all that needs no clock to be held', async () => {
  const lambdaPort = await freePort();
  const { app, bucket, machines } = servedEngine(`http://127.0.0.1:${lambdaPort}`);
  const { endpoint, region } = await serve(app);
  const roleArn = 'arn:aws:iam::000000000000:role/Conformance';
  const verdicts = await runCases(
    { endpoint, region, roleArn, functions: 'lambda', lambdaPort, patience: 0 },
    bucket,
  );
  expect(report(verdicts)).toMatch(/^all +\d+ +0 +\d+$/m);
  expect(machines).toEqual([]);
});
