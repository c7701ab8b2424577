import { IncompleteAnswerError } from '../../lambdas/skeleton/errors';
import { explainMachineFailure } from '../terminal/machine-failure';
import { printable } from '../terminal/printable';
import { CallerCredentialsError } from './caller-credentials';

const deniedNames = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AccountNotManagementOrDelegatedAdministratorException',
  'AuthorizationError',
  'AuthorizationErrorException',
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

/** What can go wrong on the way to AWS, by the codes of Node.js, and what a person can do about it; `<proxy>` is a variable. */
const onTheWay: readonly (readonly [codes: RegExp, what: string, wayOut: string])[] = [
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_(UNTRUSTED|REJECTED|SIGNATURE_FAILURE|CHAIN_TOO_LONG)|INVALID_(CA|PURPOSE))$/,
    'Who answers for AWS shows a certificate that is not trusted here',
    'Proxies that look into encrypted connections do: name the file with their CA certificate in AWS_CA_BUNDLE, or in NODE_EXTRA_CA_CERTS beside those that Node.js trusts.',
  ],
  [
    /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
    'Who answers for AWS shows a certificate that is not valid today',
    'Check the clock of this machine, the proxy and AWS_ENDPOINT_URL.',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'Who answers for AWS shows a certificate for another name',
    'Check the proxy and AWS_ENDPOINT_URL.',
  ],
  [
    /^(EPROTO|ERR_SSL_\w+)$/,
    'Who answers for AWS does not encrypt as it has to',
    'Check whether https:// in <proxy> or AWS_ENDPOINT_URL has to be http://, and what stands in between.',
  ],
  [
    /^(ECONNRESET|ECONNABORTED|EPIPE)$/,
    'The connection to AWS was dropped',
    'Firewalls do that: where there is a proxy to go through, name it in <proxy>.',
  ],
  [
    /^(E[A-Z_]*TIMEDOUT|TimeoutError)$/,
    'AWS does not answer in time',
    'Check the network; where there is a proxy to go through, name it in <proxy>.',
  ],
  [
    /^(E[A-Z_]+|ERR_INVALID_URL)$/,
    'AWS cannot be reached',
    'Check the network, the Region, <proxy> and AWS_ENDPOINT_URL.',
  ],
];

/** What a person can do about an error where AWS could not even be asked, or this machine fails; `undefined` for any other error. */
export function explainFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const ofThisMachine = explainMachineFailure(error);
  if (ofThisMachine) return ofThisMachine;
  const said = printable(error.message);
  if (error instanceof CallerCredentialsError)
    return (
      explainFailure(error.cause) ??
      `There are no AWS credentials that can be used: ${error.message}.\n${error.wayOut}`
    );
  // An empty variable is none.
  if (/^Region is missing$|^Region not accepted: region=""/.test(error.message)) {
    return 'No Region is configured. Name one with --region, or set AWS_REGION: root sessions need a Regional STS endpoint.';
  }
  if (/^Region not accepted/.test(error.message)) return `--region: ${said} Name one such as eu-west-1.`;
  if (expired.includes(error.name)) return `The AWS credentials have expired (${said}). Sign in again.`;
  if (invalid.includes(error.name))
    return `AWS does not accept these credentials (${said}). Sign in again, or name another --profile.`;
  return explainTheWay(error) ?? explainStranger(error);
}

function explainTheWay(error: Error): string | undefined {
  const { code = error.name, proxy } = error as { code?: unknown; proxy?: unknown };
  const said = printable(error.message) || code;
  const [, what, wayOut] = onTheWay.find(([codes]) => codes.test(String(code))) ?? [];
  const through = proxy ? `, by way of ${proxy}` : '';
  if (what)
    return `${what}${through} (${said}). ${wayOut?.replace('<proxy>', String(proxy ?? 'HTTPS_PROXY'))}`;
  if (!proxy) return undefined;
  return `The proxy of ${proxy} lets no connection through (${said}). Where it wants a login, put it there: http://NAME:PASSWORD@HOST:PORT. NO_PROXY lists what is to be reached without it.`;
}

/** An answer without anything that AWS says: empty, or a page of something that stands in between. */
function explainStranger(error: Error): string | undefined {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const isPage = $metadata?.httpStatusCode && /^(Unknown|UnknownError|Error|SyntaxError)$/.test(error.name);
  if (!isPage && !(error instanceof IncompleteAnswerError)) return undefined;
  const said = isPage ? `HTTP ${$metadata.httpStatusCode}` : printable(error.message).replace(/\.$/, '');
  return `Something else than AWS answers (${said}), such as a proxy or the sign-in page of a network. Check HTTPS_PROXY, NO_PROXY, AWS_ENDPOINT_URL, and who is trusted by AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS.`;
}
