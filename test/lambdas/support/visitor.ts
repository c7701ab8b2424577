import type { waitingRun } from './approval-run';
import type { lyingProvider } from './lying-provider';
import { bothFunctions } from './sign-in-run';

export const host = 'https://approvals.example.com';

type Run = Awaited<ReturnType<typeof waitingRun>>;
type Provider = Awaited<ReturnType<typeof lyingProvider>>;

/** A browser as far as cookies go, of somebody who signs in at this provider for this run. */
export class VisitorOf {
  readonly cookies = new Map<string, string>();
  readonly #run: Run;
  readonly #provider: Provider;
  readonly #app;

  /** For the provider it waits as many seconds as it has `patience`. */
  constructor(run: Run, provider: Provider, patience = 5) {
    this.#run = run;
    this.#provider = provider;
    const redirectUri = `${host}/signed-in`;
    this.#app = bothFunctions(run, {
      issuer: provider.issuer,
      clientId: 'root-purge',
      redirectUri,
      patience,
    });
  }

  async open(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#app.request(host + path, { ...init, headers: { ...init.headers, cookie } });
    for (const text of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      if (text.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Sends a form of the page at this path. */
  send(path: string, fields: [string, string][]): Promise<Response> {
    const body = new URLSearchParams(fields).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.open(path, { method: 'POST', headers, body });
  }

  /** Goes to the provider; resolves with what it is asked. */
  async begin(path = this.#run.path.ana): Promise<URLSearchParams> {
    const answer = await this.open(`${path}/sign-in`);
    const asked = new URL(answer.headers.get('location') ?? '').searchParams;
    this.#provider.told.nonce = asked.get('nonce') ?? '';
    return asked;
  }

  comeBack(state: string | null, more = ''): Promise<Response> {
    return this.open(`/signed-in?code=the-code&state=${state}${more}`);
  }

  async signIn(path = this.#run.path.ana): Promise<Response> {
    return this.comeBack((await this.begin(path)).get('state'));
  }

  /** Whether the page shows a plan. */
  async reads(path = this.#run.path.ana): Promise<boolean> {
    return (await (await this.open(path)).text()).includes('What would be deleted');
  }
}
