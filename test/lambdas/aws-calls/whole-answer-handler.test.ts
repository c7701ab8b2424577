import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it, onTestFinished } from 'vitest';
import { type RequestLimits, WholeAnswerHandler } from '../../../lambdas/aws-calls/whole-answer-handler';

/** Long enough for a busy machine, and short enough to wait for. */
const patient: RequestLimits = { connection: 10_000, silence: 10_000, body: 10_000, atATime: 10 };

/** The endpoint of a service that answers each request, numbered from 1, in this way. */
async function service(answer: (response: ServerResponse, number: number) => void): Promise<string> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    answer(response, ++asked);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Settings of a client that asks it, twice at most. */
function asking(endpoint: string, limits: Partial<RequestLimits>) {
  const requestHandler = new WholeAnswerHandler({ ...patient, ...limits });
  onTestFinished(() => requestHandler.destroy());
  return { endpoint, requestHandler, maxAttempts: 2, forcePathStyle: true };
}

const who = (arn: string) =>
  `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Headers and the beginning of a body, and never its end. */
function stall(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{');
}

it('gives up on a body that stalls after its headers, and tries again', async () => {
  const endpoint = await service((response, number) =>
    number === 1 ? stall(response) : response.end(who('me')),
  );
  const sts = new STSClient(asking(endpoint, { silence: 50 }));
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: 'me' });
});

it('says so where it stalls each time', async () => {
  const sts = new STSClient(asking(await service(stall), { silence: 50 }));
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'TimeoutError',
    message: 'The answer of AWS did not come to its end: nothing came for 50 ms.',
    $metadata: { attempts: 2 },
  });
});

it('gives up on a body that trickles in for ever', async () => {
  const endpoint = await service((response) => {
    response.writeHead(200);
    const trickle = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(trickle));
  });
  const sts = new STSClient(asking(endpoint, { body: 100 }));
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow('it took longer than 100 ms');
});

it.each([
  ['stalls', stall],
  [
    'is cut off',
    (response: ServerResponse) => {
      stall(response);
      setImmediate(() => response.destroy());
    },
  ],
] as const)('asks for an object again whose body %s', async (_, fail) => {
  const endpoint = await service((response, number) =>
    number === 1 ? fail(response) : response.end('text'),
  );
  const s3 = new S3Client(asking(endpoint, { silence: 50 }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  expect(await Body?.transformToString()).toBe('text');
});

it('gives out an empty body as an empty text', async () => {
  const s3 = new S3Client(asking(await service((response) => response.end()), {}));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  expect(await Body?.transformToString()).toBe('');
});

it('counts no wait for a turn: calls that are many times too many all succeed', async () => {
  const endpoint = await service((response) => setTimeout(() => response.end(who('me')), 100));
  // Of 20 calls, two at a time, the last one begins after 900 ms.
  const sts = new STSClient({
    ...asking(endpoint, { connection: 800, silence: 800, atATime: 2 }),
    maxAttempts: 1,
  });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => sts.send(new GetCallerIdentityCommand({}))),
  );
  expect(answers.map(({ Arn }) => Arn)).toEqual(Array(20).fill('me'));
});

it('has connections for as many calls as may be under way', async () => {
  let open = 0;
  const waiting: ServerResponse[] = [];
  const endpoint = await service((response) => {
    waiting.push(response);
    // More than the 50 sockets that the SDK has by default: none is answered before all are there.
    if (++open === 120) for (const each of waiting) each.end(who('me'));
  });
  const sts = new STSClient({ ...asking(endpoint, { atATime: 120 }), maxAttempts: 1 });
  const asked = Array.from({ length: 120 }, () => sts.send(new GetCallerIdentityCommand({})));
  expect(await Promise.all(asked)).toHaveLength(120);
});
