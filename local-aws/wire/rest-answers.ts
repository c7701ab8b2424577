import type { Answer, WireAnswer } from './answer';
import { xmlDocument } from './xml';

/** The content type of Amazon S3's XML. */
export const xmlType = 'application/xml';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

const xml = (root: string, content: Answer): WireAnswer => ({
  status: 200,
  headers: { 'content-type': xmlType },
  body: xmlDocument({ [root]: { '@_xmlns': namespace, ...content } }),
});

/** How Amazon S3 writes an operation's answer, each in its own way; every other one is 204, No Content. */
export const restAnswers: Readonly<Record<string, (answer: Answer) => WireAnswer>> = {
  ListBuckets: ({ Buckets, ...rest }) =>
    xml('ListAllMyBucketsResult', { Buckets: { Bucket: Buckets }, ...rest }),
  ListObjectsV2: (answer) => xml('ListBucketResult', answer),
  GetBucketLocation: ({ LocationConstraint = '' }) =>
    xml('LocationConstraint', { '#text': LocationConstraint }),
  HeadBucket: ({ BucketRegion }) => ({
    status: 200,
    headers: { 'content-type': xmlType, 'x-amz-bucket-region': String(BucketRegion) },
  }),
  GetBucketPolicy: ({ Policy }) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: String(Policy),
  }),
  GetObject: (answer) => object(answer),
  HeadObject: (answer) => ({ ...object(answer), body: undefined }),
  PutObject: ({ ETag }) => ({ status: 200, headers: { etag: String(ETag) } }),
};

function object({ Body, ContentType, ETag, LastModified }: Answer): WireAnswer {
  const body = Body instanceof Uint8Array ? new Uint8Array(Body) : new Uint8Array();
  return {
    status: 200,
    headers: {
      'content-length': String(body.length),
      'content-type': String(ContentType),
      'last-modified': LastModified instanceof Date ? LastModified.toUTCString() : '',
      etag: String(ETag),
    },
    body,
  };
}
