import type { WireCall } from './wire-call';

export type WireProtocol = 'json' | 'query' | 'rest-xml';

const protocols: Record<string, WireProtocol> = {
  organizations: 'json',
  states: 'json',
  kms: 'json',
  sqs: 'json',
  s3: 'rest-xml',
};

/** AWS JSON, S3's REST with XML, or AWS Query, which IAM, STS and SNS speak. */
export const protocolOf = ({ service }: Pick<WireCall, 'service'>): WireProtocol =>
  protocols[service] ?? 'query';

export const contentTypes: Record<WireProtocol, string> = {
  json: 'application/x-amz-json-1.1',
  query: 'text/xml',
  'rest-xml': 'application/xml',
};

/** How a service tells that a list goes on. */
export interface Paging {
  /** The answer's member that the next request repeats. */
  readonly marker: string;
  /** What an answer says that more follows, without saying how; of services that can say so. */
  readonly cut?: Readonly<Record<string, string | undefined>>;
}

/** Organizations asks for pages "until the NextToken response element comes back as null": an empty one is not that. */
const pagings: Record<string, Paging> = {
  iam: { marker: 'Marker', cut: { IsTruncated: 'true', Marker: undefined } },
  s3: { marker: 'NextContinuationToken', cut: { IsTruncated: 'true', NextContinuationToken: undefined } },
  organizations: { marker: 'NextToken', cut: { NextToken: '' } },
  sns: { marker: 'NextToken' },
};

/** Undefined for an operation that has no pages. */
export function pagingOf({
  service,
  operation,
}: Pick<WireCall, 'service' | 'operation'>): Paging | undefined {
  const hasPages = operation.startsWith('List') && !unpaged.has(operation);
  return hasPages ? pagings[service] : undefined;
}

const unpaged = new Set(['ListOrganizationsFeatures', 'ListBuckets']);
