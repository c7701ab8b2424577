import { xmlDocument } from '../wire/xml';
import type { WireCall } from './wire-call';
import { contentTypes, protocolOf } from './wire-protocols';

/** Code, HTTP status and message of an error that AWS itself answers with. */
export interface WireError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** An error in the words of the call's protocol: AWS JSON, S3's XML, or AWS Query. */
export function errorResponse(call: WireCall, { code, status, message }: WireError): Response {
  const protocol = protocolOf(call);
  const headers = { 'content-type': contentTypes[protocol] };
  if (protocol === 'json') {
    return new Response(JSON.stringify({ __type: code, message }), { status, headers });
  }
  const error = { Code: code, Message: message };
  const document =
    protocol === 'rest-xml'
      ? { Error: error }
      : { ErrorResponse: { Error: { Type: status < 500 ? 'Sender' : 'Receiver', ...error } } };
  return new Response(xmlDocument(document), { status, headers });
}

/** What each service says when it throttles. */
export function throttling(call: WireCall): WireError {
  const { service } = call;
  if (service === 's3') return { code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' };
  const code =
    service === 'organizations'
      ? 'TooManyRequestsException'
      : service === 'sqs'
        ? 'RequestThrottled'
        : protocolOf(call) === 'json'
          ? 'ThrottlingException'
          : 'Throttling';
  return { code, status: 400, message: 'Rate exceeded' };
}

export function serverError({ service }: WireCall): WireError {
  const code = service === 's3' ? 'InternalError' : service === 'iam' ? 'ServiceFailure' : 'InternalFailure';
  return { code, status: 500, message: 'The request processing has failed because of an unknown error.' };
}

export const expiredToken: WireError = {
  code: 'ExpiredToken',
  status: 403,
  message: 'The security token included in the request is expired',
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export const conflict: WireError = {
  code: 'ConditionalRequestConflict',
  status: 409,
  message: 'The conditional request cannot succeed due to a conflicting operation against this resource.',
};
