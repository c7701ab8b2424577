import { AwsError } from '../wire/aws-error';
import type { Signer } from '../wire/signer';
import { denial } from './denial';
import type { PolicyDocument } from './policy-document';
import { type ApplicablePolicies, type Decision, evaluatePolicies } from './policy-evaluation';
import { type Principal, requestContext, roleSession, type ServicePrincipal } from './principal';
import type { SecretsOf } from './signature';
import type { StackPolicies } from './stack-policies';
import { type AccessRequest, compilePolicy, type Statement } from './statement';
import { type SessionCredentials, temporaryCredentials } from './temporary-credentials';

/** What a call is about: `context` holds the service's own condition keys, in lower case. */
export interface Access {
  action: string;
  /** An ARN, or `*` for an action that has no resource. */
  resource: string;
  context?: AccessRequest['context'];
}

/** @throws the AwsError that a service would answer, where whoever has signed a request may not do what it asks for */
export type Authorize = (signer: Signer, access: Access) => void;

/** The policies that access control decides by, and who is told of its decisions. */
export interface AccessControlOptions {
  policies: StackPolicies;
  /** Told of every decision. */
  onDecision?: (request: AccessRequest, decision: Decision) => void;
}

/**
 * IAM in the one account that the app is in: knows the callers by their access keys and decides by the policies of the
 * stack.
 */
export class AccessControl {
  /** As the template has them. */
  readonly policies: StackPolicies;
  readonly #roles = new Map<string, Statement[]>();
  readonly #resources = new Map<string, Statement[]>();
  /** By access key ID. */
  readonly #sessions = new Map<string, { principal: Principal; credentials: SessionCredentials }>();
  /** By the principal, as JSON. */
  readonly #credentials = new Map<string, SessionCredentials>();
  readonly #onDecision: AccessControlOptions['onDecision'];

  /** @throws Error that names the policy and what in it is not supported */
  constructor({ policies, onDecision }: AccessControlOptions) {
    this.policies = policies;
    this.#onDecision = onDecision;
    for (const [arn, documents] of Object.entries(policies.roles)) this.putRolePolicies(arn, documents);
    for (const [arn, documents] of Object.entries(policies.resources))
      this.putResourcePolicies(arn, documents);
  }

  /** Replaces a role's policies; what it may do changes with its next call. */
  putRolePolicies(roleArn: string, documents: readonly PolicyDocument[]): void {
    this.#roles.set(roleArn, compile(documents, roleArn));
  }

  /** Replaces a resource's policies. */
  putResourcePolicies(arn: string, documents: readonly PolicyDocument[]): void {
    this.#resources.set(arn, compile(documents, arn));
  }

  /** The role session that a service opens to act for the app, the same one each time; the role must trust the service. */
  assumeRole(roleArn: string, sessionName: string, service: ServicePrincipal): Principal {
    this.assertAllowed(service, { action: 'sts:AssumeRole', resource: roleArn });
    return roleSession(roleArn, sessionName);
  }

  /** Credentials by which the endpoints know a principal: random ones, which exist in this process alone. */
  credentialsOf(principal: Principal): SessionCredentials {
    const name = JSON.stringify(principal);
    const known = this.#credentials.get(name);
    if (known) return known;
    const credentials = temporaryCredentials();
    this.#credentials.set(name, credentials);
    this.#sessions.set(credentials.accessKeyId, { principal, credentials });
    return credentials;
  }

  /** For the gate before the endpoints. */
  readonly secretsOf: SecretsOf = (accessKeyId) => this.#sessions.get(accessKeyId)?.credentials;

  /** Whose access key it is; undefined where it is none of a role session. The gate has made sure of the secret. */
  principalOf(accessKeyId: string | undefined): Principal | undefined {
    return this.#sessions.get(accessKeyId ?? '')?.principal;
  }

  /** For the services' endpoints. */
  readonly authorize: Authorize = ({ accessKeyId }, access) => {
    const principal = this.principalOf(accessKeyId);
    if (!principal) {
      const message = 'The security token included in the request is invalid.';
      throw new AwsError('InvalidClientTokenId', message, 403);
    }
    this.assertAllowed(principal, access);
  };

  /** @throws the AwsError that the service would answer, unless the principal may do this */
  assertAllowed(principal: Principal, access: Access): void {
    const request = this.#request(principal, access);
    const decision = this.#decide(request);
    if (!decision.allowed) throw denial(request, decision.because);
  }

  /** Without throwing. */
  decide(principal: Principal, access: Access): Decision {
    return this.#decide(this.#request(principal, access));
  }

  #decide(request: AccessRequest): Decision {
    const decision = evaluatePolicies(request, this.#applicable(request));
    this.#onDecision?.(request, decision);
    return decision;
  }

  #request(principal: Principal, { action, resource, context }: Access): AccessRequest {
    return { principal, action, resource, context: { ...requestContext(principal, resource), ...context } };
  }

  #applicable({ principal, resource }: AccessRequest): ApplicablePolicies {
    return {
      identity: principal.type === 'role' ? this.#roles.get(principal.roleArn) : [],
      resource: this.#resources.get(policyOwner(resource)),
      // AWS KMS Developer Guide, "Key policies": without a key policy's permission IAM policies have no effect.
      resourceMustAllow: resource.startsWith('arn:aws:kms:') || isBusElsewhere(principal, resource),
    };
  }
}

/**
 * Between accounts both sides must allow it (Amazon EventBridge User Guide, "Permissions for event buses"). Other
 * resources of other accounts have no policies here.
 */
function isBusElsewhere(principal: Principal, resource: string): boolean {
  const [, , service, , account] = resource.split(':');
  return service === 'events' && principal.type === 'role' && principal.accountId !== account;
}

/** The resource whose policy speaks for this one: an object's bucket, a version's function. */
function policyOwner(resource: string): string {
  if (resource.startsWith('arn:aws:s3:::')) return resource.split('/')[0] ?? resource;
  if (resource.startsWith('arn:aws:lambda:')) return resource.split(':').slice(0, 7).join(':');
  return resource;
}

function compile(documents: readonly PolicyDocument[], policy: string): Statement[] {
  return documents.flatMap((document) => compilePolicy(document, policy));
}
