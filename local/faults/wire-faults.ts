import type { Clock } from '../runtime/clock';
import { BrokenConnection, type Fetch } from '../runtime/http-server';
import type { FaultPlan } from './fault-plan';
import type { FaultName } from './fault-spec';
import type { OrganizationFaults } from './organization-faults';
import { readWireCall, type WireCall } from './wire-call';
import { conflict, errorResponse, expiredToken, serverError, throttling } from './wire-errors';

export interface WireFaultOptions {
  readonly plan: FaultPlan;
  readonly clock: Clock;
  /** What happens to the accounts themselves. */
  readonly organization: OrganizationFaults;
}

/** Longer than the SDK clients of the functions wait. */
const slowMilliseconds = 15_000;

/** Puts the plan's faults between a service and its clients. */
export class WireFaults {
  readonly #options: WireFaultOptions;
  /** The account of each root session, as AssumeRoot's answers told. */
  readonly #sessionAccounts = new Map<string, string>();

  constructor(options: WireFaultOptions) {
    this.#options = options;
  }

  readonly around =
    (fetch: Fetch): Fetch =>
    async (request, connection) => {
      const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded');
      const body = isForm ? await request.text() : '';
      const call = readWireCall(request, body);
      const refusal = this.#before(call);
      if (refusal) return refusal;
      const forwarded = isForm ? new Request(request, { body: this.#redirected(call, body) }) : request;
      return this.#after(call, await fetch(forwarded, connection));
    };

  /** Answers in the service's place, throws the connection away, or lets the call pass. */
  #before(call: WireCall): Response | undefined {
    const { organization } = this.#options;
    const accountId = this.#accountOf(call);
    if (accountId && this.#strikes(['appear'], call)) organization.appear(accountId, call.operation);
    if (accountId && this.#strikes(['vanish'], call)) organization.vanish(accountId, call.operation);
    if (accountId && this.#strikes(['replace'], call)) organization.replace(accountId);
    if (accountId && this.#strikes(['reenable'], call)) organization.reenable(accountId);
    if (this.#strikes(['reset'], call)) throw new BrokenConnection();
    if (this.#strikes(['throttle', 'bucket'], call)) return errorResponse(call, throttling(call));
    if (this.#strikes(['error'], call)) return errorResponse(call, serverError(call));
    if (accountId && call.service !== 'sts' && this.#strikes(['expired'], call)) {
      return errorResponse(call, expiredToken);
    }
    return call.conditional && this.#strikes(['conflict'], call) ? errorResponse(call, conflict) : undefined;
  }

  async #after(call: WireCall, response: Response): Promise<Response> {
    if (call.assumeRoot) await this.#rememberSession(call.assumeRoot.accountId, response);
    if (this.#strikes(['slow'], call)) await this.#options.clock.sleep(slowMilliseconds);
    if (this.#strikes(['lost'], call)) throw new BrokenConnection();
    if (this.#strikes(['truncate'], call)) throw new BrokenConnection(await firstHalf(response));
    return response;
  }

  #strikes(faults: readonly FaultName[], call: WireCall): boolean {
    const names = [call.service, call.operation, call.assumeRoot?.taskPolicy ?? '', call.path];
    return this.#options.plan.strike(faults, { names, subject: this.#accountOf(call) ?? '' }) !== undefined;
  }

  #accountOf({ assumeRoot, accessKeyId }: WireCall): string | undefined {
    return assumeRoot?.accountId ?? this.#sessionAccounts.get(accessKeyId);
  }

  #redirected(call: WireCall, body: string): string {
    if (!call.assumeRoot || !this.#strikes(['misdirect'], call)) return body;
    return body.replace(
      call.assumeRoot.accountId,
      this.#options.organization.another(call.assumeRoot.accountId),
    );
  }

  async #rememberSession(accountId: string, response: Response): Promise<void> {
    const [, accessKeyId] = /<AccessKeyId>(\w+)</.exec(await response.clone().text()) ?? [];
    if (accessKeyId) this.#sessionAccounts.set(accessKeyId, accountId);
  }
}

/** The first half of the answer, under the length of the whole. */
async function firstHalf(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set('content-length', String(bytes.length));
  return new Response(bytes.subarray(0, bytes.length / 2), { status: response.status, headers });
}
