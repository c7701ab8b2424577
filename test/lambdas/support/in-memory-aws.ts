import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import type { HttpRequest, HttpResponse } from '@smithy/types';

interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/**
 * S3 and KMS in memory, behind real SDK clients: requests are serialized, signed and parsed as ever,
 * and never leave the process.
 */
export function inMemoryAws() {
  const objects = new Map<string, string>();
  const writes: string[] = [];
  const failures: { putObject?: string[]; lostPut?: string } = {};

  function s3({ method, path, query = {}, headers, body }: HttpRequest): Answer {
    const key = decodeURIComponent(path).replace(/^\//, '');
    if (method === 'GET' && query['list-type'] === '2')
      return listing([...objects.keys()], String(query.prefix));
    if (method === 'GET') return getObject(objects.get(key));
    const conflict = failures.putObject?.shift();
    if (conflict) return s3Error(409, conflict);
    if (objects.has(key) && headers['if-none-match'] === '*') return s3Error(412, 'PreconditionFailed');
    const ifMatch = headers['if-match'];
    if (ifMatch && ifMatch !== etagOf(objects.get(key))) return s3Error(412, 'PreconditionFailed');
    writes.push(key);
    objects.set(key, textOf(body));
    const { lostPut } = failures;
    delete failures.lostPut;
    if (lostPut) return s3Error(409, lostPut);
    return { statusCode: 200, body: '' };
  }

  return {
    objects,
    /** Keys, in the order of the writes that S3 took. */
    writes,
    /** Error names: `putObject` fails as many writes as it has, `lostPut` one that is done. */
    failures,
    s3: new S3Client({ ...offline, requestHandler: answering(s3) }),
    kms: new KMSClient({ ...offline, requestHandler: answering(keyManagement) }),
  };
}

const offline = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'in-memory' },
  maxAttempts: 1,
};

function answering(answer: (request: HttpRequest) => Answer) {
  return {
    async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
      const { statusCode, body, headers = {} } = answer(request);
      return { response: { statusCode, headers, body: Readable.from([Buffer.from(body)]) } };
    },
  };
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

function getObject(text: string | undefined): Answer {
  if (text === undefined) return s3Error(404, 'NoSuchKey');
  return { statusCode: 200, body: text, headers: { etag: etagOf(text) } };
}

const etagOf = (text = '') => `"${createHash('md5').update(text).digest('hex')}"`;

/** All objects of a run, as far as a listing says. */
const writtenAt = '2026-11-23T14:20:00.000Z';

function listing(keys: string[], prefix: string): Answer {
  const contents = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => `<Contents><Key>${key}</Key><LastModified>${writtenAt}</LastModified></Contents>`);
  const number = `<KeyCount>${contents.length}</KeyCount>`;
  return { statusCode: 200, body: `<ListBucketResult>${contents.join('')}${number}</ListBucketResult>` };
}

function s3Error(statusCode: number, code: string): Answer {
  return { statusCode, body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>` };
}

function jsonError(name: string): Answer {
  return { statusCode: 400, body: JSON.stringify({ __type: name, message: name }) };
}

/** The "encrypted" key is the key with its context beside it: enough to refuse another context. */
function keyManagement({ headers, body }: HttpRequest): Answer {
  const { EncryptionContext, CiphertextBlob } = JSON.parse(textOf(body));
  if (headers['x-amz-target'] === 'TrentService.GenerateDataKey') {
    const key = randomBytes(32).toString('base64');
    return json({ Plaintext: key, CiphertextBlob: toBase64({ key, EncryptionContext }) });
  }
  const sealed = JSON.parse(Buffer.from(CiphertextBlob, 'base64').toString());
  const isSameContext = JSON.stringify(sealed.EncryptionContext) === JSON.stringify(EncryptionContext);
  return isSameContext ? json({ Plaintext: sealed.key }) : jsonError('InvalidCiphertextException');
}

function json(value: unknown): Answer {
  return { statusCode: 200, body: JSON.stringify(value) };
}

function toBase64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}
