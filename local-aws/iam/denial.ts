import { AwsError } from '../wire/aws-error';
import { principalName } from './principal';
import type { AccessRequest } from './statement';

interface Wording {
  code: string;
  status: number;
  message?(denied: Denied): string;
}

type Refused = Pick<AccessRequest, 'principal' | 'action' | 'resource'>;

interface Denied {
  request: Refused;
  /** AWS's common sentence. */
  sentence: string;
}

const accessDenied: Wording = { code: 'AccessDenied', status: 403 };
const accessDeniedException: Wording = { code: 'AccessDeniedException', status: 400 };

/** How each service puts a refusal, where it differs; as seen in the public reports of its users. */
const wordings: Record<string, Wording> = {
  events: accessDeniedException,
  kms: accessDeniedException,
  lambda: { code: 'AccessDeniedException', status: 403 },
  logs: accessDeniedException,
  organizations: {
    ...accessDeniedException,
    message: () => "You don't have permissions to access this resource.",
  },
  s3: {
    ...accessDenied,
    message: ({ request: { resource }, sentence }) =>
      sentence.replace(` on resource: ${resource}`, () => ` on resource: "${resource}"`),
  },
  scheduler: { code: 'AccessDeniedException', status: 403 },
  sns: {
    code: 'AuthorizationError',
    status: 403,
    message: ({ sentence }) => sentence.replaceAll(/\bsns:(?=[A-Z])/g, 'SNS:'),
  },
  sqs: accessDeniedException,
  states: accessDeniedException,
};

/**
 * The error that the service of the request's action answers with, for instance `User: arn:aws:sts::111111111111:
 * assumed-role/Role/Session is not authorized to perform: kms:Decrypt on resource: … because no identity-based policy
 * allows the kms:Decrypt action`.
 */
export function denial(request: Refused, because: string): AwsError {
  const { principal, action, resource } = request;
  const sentence = `User: ${principalName(principal)} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  const { code, status, message } = wordings[action.split(':')[0] ?? ''] ?? accessDenied;
  return new AwsError(code, message?.({ request, sentence }) ?? sentence, status);
}
