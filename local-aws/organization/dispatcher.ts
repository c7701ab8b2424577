import type { Clock } from '../clock';
import type { AccessControl } from '../iam/access-control';
import { rootArn } from '../iam/principal';
import type { SecretsOf } from '../iam/signature';
import { AwsError } from '../wire/aws-error';
import { operationOf } from '../wire/service';
import type { Signer } from '../wire/signer';
import { authorize } from './authorize';
import { type Caller, identifyCaller, withoutSession } from './caller';
import { isoSeconds } from './dates';
import type { Call, SimulatedCall } from './operation';
import type { Credentials, Organization } from './organization';
import { SERVICES } from './services';
import { Sessions } from './sessions';
import { accountIdOf } from './sts-operations';
import { type Rate, Throttle } from './throttle';

/** A call as a test's hook sees it, before anything is checked. */
export interface ObservedCall extends SimulatedCall {
  /** The account it is about: AssumeRoot's target, the session's account, or Organizations' `AccountId`. */
  accountId?: string;
}

/** A simulated organization, and what happens to the calls on their way to it. */
export interface DispatcherOptions {
  organization: Organization;
  clock: Clock;
  /** Milliseconds that every call takes, by the clock. @default 0 */
  latency?: number;
  /** How fast operations such as `organizations:EnableAWSServiceAccess` may be called. @default any speed */
  throttle?: Readonly<Record<string, Rate>>;
  /** Awaited before each operation; may change the organization, or throw an AwsError as the call's answer. */
  onCall?: (call: ObservedCall) => void | Promise<void>;
  /** What a read is shown of an account's credentials. @default the credentials themselves */
  seenBy?: (accountId: string, operation: string, truth: Credentials) => Credentials;
}

/** Runs calls against the organization: who is calling, may they, and then the operation itself. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #sessions = new Sessions();
  readonly #counts = new Map<string, number>();
  readonly #throttle: Throttle;
  #access: AccessControl | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#throttle = new Throttle(options.throttle ?? {}, options.clock);
  }

  /** From now on knows the callers that `access` knows, and what they may do. @default all are the operator */
  enforce(access: AccessControl): void {
    this.#access = access;
  }

  /** Whether the access key is one of a root session, be that still good or not. */
  isRootSession(signer: Signer): boolean {
    return this.#sessionOf(signer) !== undefined;
  }

  /** Of root sessions, and of the callers that `access` knows. */
  readonly secretsOf: SecretsOf = (accessKeyId) =>
    this.#sessions.find(accessKeyId) ?? this.#access?.secretsOf(accessKeyId);

  calls(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  /**
   * Gives what the operation answers.
   * @throws AwsError what the call is refused with, after noting it in the event log
   */
  async dispatch(call: SimulatedCall): Promise<object | undefined> {
    const { clock, latency = 0, onCall } = this.#options;
    const accountId = this.#accountOf(call);
    const record = this.#recorder(call, accountId);
    this.#count(call);
    try {
      if (latency > 0) await clock.sleep(latency);
      this.#throttle.take(`${call.service}:${call.operation}`);
      await onCall?.({ ...call, accountId });
      return await this.#run(call, record);
    } catch (error) {
      if (error instanceof AwsError) record('refused', error.name);
      throw error;
    }
  }

  #run(call: SimulatedCall, record: Call['record']) {
    const { organization, clock } = this.#options;
    const { service, operation, parameters, signer } = call;
    const run = operationOf<Call>(SERVICES[service], call);
    const now = clock.now();
    const known = { organization, access: this.#access };
    const caller = this.#shown(operation, identifyCaller(signer, known, this.#sessions, now));
    const { region = 'us-east-1' } = signer;
    authorize({ ...known, caller, service, operation, parameters, region });
    const sessions = this.#sessions;
    return run({ ...known, sessions, caller, parameters, region, now, record });
  }

  /** A caller whose reads show what `seenBy` says; changes meet the truth. */
  #shown(operation: string, caller: Caller): Caller {
    const { seenBy } = this.#options;
    if (!seenBy || !/^(Get|List)/.test(operation)) return caller;
    const credentials = seenBy(caller.account.id, operation, caller.credentials);
    return { ...caller, credentials, account: { ...caller.account, credentials } };
  }

  #count({ service, operation }: SimulatedCall): void {
    const name = `${service}:${operation}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #recorder(call: SimulatedCall, accountId: string | undefined): Call['record'] {
    const { organization, clock } = this.#options;
    return (type, detail) => {
      const { principal, home } = this.#whoIs(call.signer);
      organization.events.push({
        at: isoSeconds(clock.now()),
        type,
        operation: `${call.service}:${call.operation}`,
        accountId: accountId ?? home,
        principal,
        detail,
      });
    };
  }

  #accountOf({ service, operation, parameters, signer }: SimulatedCall): string | undefined {
    if (operation === 'AssumeRoot') return accountIdOf(String(parameters.TargetPrincipal));
    if (service === 'organizations') return parameters.AccountId ? String(parameters.AccountId) : undefined;
    return this.#sessionOf(signer)?.accountId;
  }

  /** The caller and its account, however good its credentials are. */
  #whoIs(signer: Signer): { principal: string; home: string } {
    const session = this.#sessionOf(signer);
    if (session) return { principal: rootArn(session.accountId), home: session.accountId };
    const { organization } = this.#options;
    const { arn, account, isOfApp } = withoutSession(signer, { organization, access: this.#access });
    return { principal: arn, home: isOfApp ? organization.managementAccount.id : account.id };
  }

  #sessionOf({ accessKeyId = '' }: Signer) {
    return this.#sessions.find(accessKeyId);
  }
}
