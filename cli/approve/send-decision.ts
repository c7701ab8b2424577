import { text } from 'node:stream/consumers';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod/mini';
import { IamAnswer } from '../../lambdas/approval/iam-answer';
import type { CallerConfiguration } from '../aws/caller-configuration';
import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';

/** An answer that says what became of what was sent. */
export type SignedAnswer = Exclude<IamAnswer, { problem: string }>;

/**
 * Sends a decision, signed for API Gateway with the caller's credentials.
 * @throws CommandError where it is not let through, or decides nothing
 */
export async function sendDecision(
  url: string,
  form: string,
  { settings }: CallerConfiguration,
): Promise<SignedAnswer> {
  const region = settings.region ?? '';
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials: settings.credentials,
    sha256: Sha256,
  });
  const signed = await signer.sign(requestTo(url, form));
  const { response } = await settings.requestHandler.handle(new HttpRequest(signed));
  return readAnswer(response.statusCode, await text(response.body));
}

function requestTo(url: string, form: string): HttpRequest {
  const { protocol, hostname, port, pathname, host } = new URL(url);
  if (protocol !== 'https:' && hostname !== '127.0.0.1')
    throw new CommandError(
      `The stack says that decisions are sent to ${printable(url)}, which is not HTTPS.`,
    );
  return new HttpRequest({
    method: 'POST',
    protocol,
    hostname,
    ...(port && { port: Number(port) }),
    path: pathname,
    headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  });
}

function readAnswer(status: number, body: string): SignedAnswer {
  const answer = parsed(body);
  if (answer && !('problem' in answer)) return answer;
  if (answer) throw new CommandError(`Nothing was decided. ${printable(answer.problem)}`);
  if (status === 403)
    throw new CommandError(
      'API Gateway did not let you decide (403). Nothing was decided. Your policies have to allow execute-api:Invoke (docs/policies/approve.json), and your credentials have to be of the app’s account.',
    );
  throw new CommandError(
    `The app answered ${status}. Look whether your decision counts before you try again: npx root-purge status.`,
  );
}

function parsed(body: string): IamAnswer | undefined {
  try {
    return z.parse(IamAnswer, JSON.parse(body));
  } catch {
    return undefined;
  }
}
