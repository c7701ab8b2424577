import type { ServiceName, WireCall } from '../wire/protocols';

/** How a service tells that a list goes on. */
export interface Paging {
  /** The answer's member that the next request repeats. */
  readonly marker: string;
  /** What an answer says that more follows, without saying how; of services that can say so. */
  readonly cut?: Readonly<Record<string, string | undefined>>;
}

/** Organizations asks for pages "until the NextToken response element comes back as null": an empty one is not that. */
const pagings: Partial<Record<ServiceName, Paging>> = {
  iam: { marker: 'Marker', cut: { IsTruncated: 'true', Marker: undefined } },
  s3: { marker: 'NextContinuationToken', cut: { IsTruncated: 'true', NextContinuationToken: undefined } },
  organizations: { marker: 'NextToken', cut: { NextToken: '' } },
  sns: { marker: 'NextToken' },
};

const unpaged = new Set(['ListOrganizationsFeatures', 'ListBuckets']);

/** How an operation's answer goes on; undefined for one that has no pages. */
export function pagingOf({
  service,
  operation,
}: Pick<WireCall, 'service' | 'operation'>): Paging | undefined {
  const hasPages = operation.startsWith('List') && !unpaged.has(operation);
  return hasPages ? pagings[service] : undefined;
}
