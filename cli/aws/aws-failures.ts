import { explainMachineFailure } from '../terminal/machine-failure';
import { printable } from '../terminal/printable';

const deniedNames = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AccountNotManagementOrDelegatedAdministratorException',
  'CallerIsNotManagementAccountException',
  'UnauthorizedOperation',
]);

/** Whether AWS refused the call for who the caller is, whatever the service calls that. */
export function isAccessDenied(error: unknown): boolean {
  return error instanceof Error && deniedNames.has(error.name);
}

const expired = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'];
const invalid = [
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'AuthFailure',
];

/** What a person can do about an error where AWS could not even be asked, or this machine fails; `undefined` for any other error. */
export function explainFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const ofThisMachine = explainMachineFailure(error);
  if (ofThisMachine) return ofThisMachine;
  const said = printable(error.message);
  if (/^(Credentials|Token)Provider(Error|Failure)$/.test(error.name)) {
    return `There are no AWS credentials that can be used (${said}).\nSign in, for instance with aws sso login, or name a profile with --profile.`;
  }
  // An empty variable is none.
  if (/^Region is missing$|^Region not accepted: region=""/.test(error.message)) {
    return 'No Region is configured. Name one with --region, or set AWS_REGION: root sessions need a Regional STS endpoint.';
  }
  if (/^Region not accepted/.test(error.message)) return `--region: ${said} Name one such as eu-west-1.`;
  if (expired.includes(error.name)) return `The AWS credentials have expired (${said}). Sign in again.`;
  if (invalid.includes(error.name))
    return `AWS does not accept these credentials (${said}). Sign in again, or name another --profile.`;
  if ('code' in error && typeof error.code === 'string' && /^(E[A-Z]+|ERR_INVALID_URL)$/.test(error.code)) {
    return `AWS cannot be reached (${said || error.code}). Check the network, the proxy and AWS_ENDPOINT_URL.`;
  }
  return undefined;
}
