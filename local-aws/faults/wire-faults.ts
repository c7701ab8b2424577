import type { Clock } from '../clock';
import { AwsError } from '../wire/aws-error';
import { BrokenConnection, type Fetch } from '../wire/http-server';
import { refusal } from '../wire/protocols';
import { withoutFalseMarker } from './false-marker';
import type { FaultPlan } from './fault-plan';
import { type FaultName, type HostileFault, hostileFaults } from './fault-spec';
import { type FaultyCall, type RootSessionAskedFor, readFaultyCall } from './faulty-call';
import { hostileAnswers, serverError } from './hostile-answers';
import type { OrganizationFaults } from './organization-faults';

/** Which faults strike on the wire, and by whose time. */
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
  readonly #sessions = new Map<string, RootSessionAskedFor>();
  readonly #isHostile: boolean;

  constructor(options: WireFaultOptions) {
    this.#options = options;
    this.#isHostile = options.plan.rules.some(({ fault }) => isHostile(fault));
  }

  readonly around =
    (fetch: Fetch): Fetch =>
    async (received, connection) => {
      const request = this.#isHostile ? await withoutFalseMarker(received) : received;
      const call = await readFaultyCall(request);
      if (!call) return fetch(request, connection);
      const error = this.#before(call);
      if (error) return refusal(call, error);
      return this.#after(call, await fetch(await this.#redirected(call, request), connection));
    };

  /** Refuses in the service's place, throws the connection away, or lets the call pass. */
  #before(call: FaultyCall): AwsError | undefined {
    const { organization } = this.#options;
    const accountId = this.#accountOf(call);
    if (accountId && this.#strikes(['appear'], call)) organization.appear(accountId, call.operation);
    if (accountId && this.#strikes(['vanish'], call)) organization.vanish(accountId, call.operation);
    if (accountId && this.#strikes(['replace'], call)) organization.replace(accountId);
    if (accountId && this.#strikes(['reenable'], call)) organization.reenable(accountId);
    if (this.#strikes(['reset'], call)) throw new BrokenConnection();
    if (this.#strikes(['throttle', 'bucket'], call)) return throttling();
    if (this.#strikes(['error'], call)) return serverError();
    if (accountId && call.service !== 'sts' && this.#strikes(['expired'], call)) return expiredToken();
    return call.conditional && this.#strikes(['conflict'], call) ? conflict() : undefined;
  }

  async #after(call: FaultyCall, response: Response): Promise<Response> {
    if (call.assumeRoot) await this.#rememberSession(call.assumeRoot, response);
    if (this.#strikes(['slow'], call)) await this.#options.clock.sleep(slowMilliseconds);
    if (this.#strikes(['lost'], call)) throw new BrokenConnection();
    if (this.#strikes(['truncate'], call)) throw new BrokenConnection(await firstHalf(response));
    if (this.#strikes(['stall'], call)) throw new BrokenConnection(await firstHalf(response), 'silence');
    return this.#isHostile ? this.#hostile(call, response) : response;
  }

  /** The answer, or what arrives in its place. */
  async #hostile(call: FaultyCall, response: Response): Promise<Response> {
    const possible = await hostileAnswers(call, response);
    const fault = this.#struckBy([...possible.keys()], call);
    return (isHostile(fault) && possible.get(fault)?.()) || response;
  }

  #strikes(faults: readonly FaultName[], call: FaultyCall): boolean {
    return this.#struckBy(faults, call) !== undefined;
  }

  #struckBy(faults: readonly FaultName[], call: FaultyCall): FaultName | undefined {
    const names = [call.service, call.operation, call.assumeRoot?.taskPolicy ?? '', call.path];
    const session = this.#sessions.get(call.signer.accessKeyId ?? '');
    const subject = this.#accountOf(call) ?? '';
    return this.#options.plan.strike(faults, { names, subject, taskPolicy: session?.taskPolicy });
  }

  #accountOf({ assumeRoot, signer }: FaultyCall): string | undefined {
    return assumeRoot?.accountId ?? this.#sessions.get(signer.accessKeyId ?? '')?.accountId;
  }

  async #redirected(call: FaultyCall, request: Request): Promise<Request> {
    if (!call.assumeRoot || !this.#strikes(['misdirect'], call)) return request;
    const { accountId } = call.assumeRoot;
    const body = (await request.text()).replace(accountId, this.#options.organization.another(accountId));
    return new Request(request, { body });
  }

  async #rememberSession(asked: RootSessionAskedFor, response: Response): Promise<void> {
    const [, accessKeyId] = /<AccessKeyId>(\w+)</.exec(await response.clone().text()) ?? [];
    if (accessKeyId) this.#sessions.set(accessKeyId, asked);
  }
}

const throttling = () => new AwsError('Throttling', 'Rate exceeded');

const expiredToken = () =>
  new AwsError('ExpiredToken', 'The security token included in the request is expired', 403);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
const conflict = () =>
  new AwsError(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    409,
  );

const isHostile = (fault: FaultName | undefined): fault is HostileFault =>
  hostileFaults.some((hostile) => hostile === fault);

/** The first half of the answer, under the length of the whole. */
async function firstHalf(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set('content-length', String(bytes.length));
  return new Response(bytes.subarray(0, bytes.length / 2), { status: response.status, headers });
}
