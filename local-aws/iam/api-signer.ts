import { createHash } from 'node:crypto';
import type { RequestSigner } from '../services/http-api-event';
import { accountId, region } from '../template/physical-id';
import { signerOf } from '../wire/signer';
import type { AccessControl } from './access-control';
import { type Principal, principalName } from './principal';

/**
 * Who has signed a request to a route with IAM authorization, where their policies let them send it; the gate has made
 * sure of the signature. HTTP APIs have no resource policies, so that nobody of another account can be let.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export function apiSigner(
  access: AccessControl,
  headers: Headers,
  resource: string,
): RequestSigner | undefined {
  const { accessKeyId = '', signingName, region: signedFor } = signerOf(headers);
  const principal = access.principalOf(accessKeyId);
  if (principal?.type !== 'role' || principal.accountId !== accountId) return undefined;
  if (signingName !== 'execute-api' || signedFor !== region) return undefined;
  const { allowed } = access.decide(principal, { action: 'execute-api:Invoke', resource });
  return allowed ? signerFor(principal, accessKeyId) : undefined;
}

/** A role's ID begins with AROA, and goes before the name of its session. */
function signerFor(principal: Principal & { type: 'role' }, accessKey: string): RequestSigner {
  const { roleArn, sessionName, accountId } = principal;
  const digest = createHash('sha256').update(roleArn).digest('hex').toUpperCase();
  const id = `AROA${digest.slice(0, 17)}:${sessionName}`;
  const nobody = { cognitoIdentity: null, principalOrgId: null };
  return { accessKey, accountId, callerId: id, ...nobody, userArn: principalName(principal), userId: id };
}
