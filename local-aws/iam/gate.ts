import { AwsError } from '../wire/aws-error';
import type { Fetch } from '../wire/http-server';
import { assertSigned, readAuthorization, type SecretsOf } from './signature';

/** Who may pass a gate in front of a service, and how everybody else is told that they may not. */
export interface GateOptions {
  /** The secrets of everybody who may call. */
  secretsOf: SecretsOf;
  /** The request as it comes behind a door of its caller's own; undefined where its path is no door. @default none */
  throughDoor?: (request: Request) => Request | undefined;
  /** Says in the service's own protocol why a request is not answered; it has a body only where the key is known. */
  refuse(request: Request, error: AwsError): Response | Promise<Response>;
}

/**
 * Lets through to a service only who holds a secret: of the access key that the request is signed with, or a door.
 * Behind it the `Credential=` of a request may be believed. Of whoever holds none no body is read.
 */
export function gate(service: Fetch, { secretsOf, throughDoor, refuse }: GateOptions): Fetch {
  return async (received, connection) => {
    const entered = throughDoor?.(received);
    if (entered) return service(entered, connection);
    const { method, url, headers } = received;
    let request = new Request(url, { method, headers });
    try {
      const authorization = readAuthorization(headers);
      const secrets = secretsOf(authorization.accessKeyId);
      const body = new Uint8Array(secrets ? await received.arrayBuffer() : []);
      if (body.length > 0) request = new Request(url, { method, headers, body });
      assertSigned({ method, url, headers, body }, authorization, secrets);
    } catch (error) {
      if (error instanceof AwsError) return refuse(request, error);
      throw error;
    }
    return service(request, connection);
  };
}
