import type { Clock } from '../clock';
import { BrokenConnection, type Fetch } from '../wire/http-server';
import { withoutFalseMarker } from './false-marker';
import type { FaultPlan } from './fault-plan';
import { type FaultName, type HostileFault, hostileFaults } from './fault-spec';
import { hostileAnswers } from './hostile-answers';
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
  /** What each root session was asked for, by the access key that AssumeRoot's answer told. */
  readonly #sessions = new Map<string, NonNullable<WireCall['assumeRoot']>>();
  readonly #isHostile: boolean;

  constructor(options: WireFaultOptions) {
    this.#options = options;
    this.#isHostile = options.plan.rules.some(({ fault }) => isHostile(fault));
  }

  readonly around =
    (fetch: Fetch): Fetch =>
    async (received, connection) => {
      const request = this.#isHostile ? await withoutFalseMarker(received) : received;
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
    if (call.assumeRoot) await this.#rememberSession(call.assumeRoot, response);
    if (this.#strikes(['slow'], call)) await this.#options.clock.sleep(slowMilliseconds);
    if (this.#strikes(['lost'], call)) throw new BrokenConnection();
    if (this.#strikes(['truncate'], call)) throw new BrokenConnection(await firstHalf(response));
    if (this.#strikes(['stall'], call)) throw new BrokenConnection(await firstHalf(response), 'silence');
    return this.#isHostile ? this.#hostile(call, response) : response;
  }

  /** The answer, or what arrives in its place. */
  async #hostile(call: WireCall, response: Response): Promise<Response> {
    const possible = await hostileAnswers(call, response);
    const fault = this.#struckBy([...possible.keys()], call);
    return (isHostile(fault) && possible.get(fault)?.()) || response;
  }

  #strikes(faults: readonly FaultName[], call: WireCall): boolean {
    return this.#struckBy(faults, call) !== undefined;
  }

  #struckBy(faults: readonly FaultName[], call: WireCall): FaultName | undefined {
    const names = [call.service, call.operation, call.assumeRoot?.taskPolicy ?? '', call.path];
    const session = this.#sessions.get(call.accessKeyId);
    const subject = this.#accountOf(call) ?? '';
    return this.#options.plan.strike(faults, { names, subject, taskPolicy: session?.taskPolicy });
  }

  #accountOf({ assumeRoot, accessKeyId }: WireCall): string | undefined {
    return assumeRoot?.accountId ?? this.#sessions.get(accessKeyId)?.accountId;
  }

  #redirected(call: WireCall, body: string): string {
    if (!call.assumeRoot || !this.#strikes(['misdirect'], call)) return body;
    return body.replace(
      call.assumeRoot.accountId,
      this.#options.organization.another(call.assumeRoot.accountId),
    );
  }

  async #rememberSession(asked: NonNullable<WireCall['assumeRoot']>, response: Response): Promise<void> {
    const [, accessKeyId] = /<AccessKeyId>(\w+)</.exec(await response.clone().text()) ?? [];
    if (accessKeyId) this.#sessions.set(accessKeyId, asked);
  }
}

const isHostile = (fault: FaultName | undefined): fault is HostileFault =>
  hostileFaults.some((hostile) => hostile === fault);

/** The first half of the answer, under the length of the whole. */
async function firstHalf(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set('content-length', String(bytes.length));
  return new Response(bytes.subarray(0, bytes.length / 2), { status: response.status, headers });
}
