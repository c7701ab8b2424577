import { SendTaskFailureCommand, SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { Hono } from 'hono';
import {
  type HttpServer,
  isJsonObject,
  type Json,
  type JsonObject,
  startHttpServer,
} from '../../../../local-aws';
import type { Case } from '../case';
import { inTurn } from '../mocked-tasks';

/** AWS Lambda as far as Invoke goes, for a Step Functions endpoint that calls functions at an address of ours. */
export class LambdaEndpoint {
  #answer: (name: string) => JsonObject = () => ({});
  #server: HttpServer | undefined;

  constructor(readonly client: SFNClient) {}

  /** From now on functions answer as this case says. */
  answerFor({ functions = {} }: Case): void {
    this.#answer = inTurn(functions);
  }

  async start(port?: number): Promise<string> {
    this.#server = await startHttpServer(this.#app(), port);
    return this.#server.url;
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  #app(): Hono {
    return new Hono().post('/2015-03-31/functions/:name/invocations', async ({ req }) => {
      const payload: Json = JSON.parse((await req.text()) || 'null');
      const name = req.param('name').split(':function:').at(-1) ?? '';
      const answer = this.#answer(name);
      if (answer.succeed !== undefined || answer.fail !== undefined) this.#sendTokenLater(answer, payload);
      if (answer.never) return new Promise<never>(() => undefined);
      return response(answer, payload);
    });
  }

  /** The token comes back after the function has answered, as it does where somebody else decides. */
  #sendTokenLater(answer: JsonObject, payload: Json): void {
    setTimeout(() => this.#sendToken(answer, payload).catch(console.error), 100);
  }

  async #sendToken({ succeed, fail }: JsonObject, payload: Json): Promise<void> {
    const taskToken = isJsonObject(payload) ? String(payload.token) : '';
    if (succeed !== undefined)
      await this.client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(succeed) }));
    if (isJsonObject(fail)) {
      const [error, cause] = [fail.error?.toString(), fail.cause?.toString()];
      await this.client.send(new SendTaskFailureCommand({ taskToken, error, cause }));
    }
  }
}

/** Lambda's own errors are answers of another status; those of a function are answers like any. */
function response({ error, cause, echo, result }: JsonObject, payload: Json): Response {
  if (typeof error !== 'string') return Response.json((echo ? payload : result) ?? null);
  const [, code] = /^Lambda\.(.+)$/.exec(error) ?? [];
  if (code === undefined)
    return Response.json(
      { errorType: error, errorMessage: cause },
      { headers: { 'x-amz-function-error': 'Unhandled' } },
    );
  const headers = { 'x-amzn-errortype': code };
  return Response.json({ message: cause }, { status: code.startsWith('TooMany') ? 429 : 500, headers });
}
