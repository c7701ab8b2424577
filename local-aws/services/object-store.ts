import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { AwsError } from '../wire/aws-error';

/** An object as it is stored. */
export interface StoredObject {
  body: Buffer;
  /** With its quotes, as on the wire. */
  etag: string;
  contentType: string;
  lastModified: Date;
}

/** Conditions of a PutObject: `ifNoneMatch: '*'`, or the `ifMatch` ETag (Amazon S3 User Guide, "Conditional writes"). */
export interface PutOptions {
  contentType?: string;
  ifNoneMatch?: string;
  ifMatch?: string;
}

/** An object as a listing names it. */
export interface ListedObject {
  key: string;
  lastModified: Date;
}

/** An object that was just written. */
export interface CreatedObject {
  bucket: string;
  key: string;
  /** In bytes. */
  size: number;
  etag: string;
}

/**
 * Objects as plain files: the key `runs/x/plan.json` is `<folder of its bucket>/runs/x/plan.json`, readable by its
 * owner only. Content types last as long as the process. Errors are AwsErrors with the codes of S3.
 */
export class ObjectStore {
  readonly #folders: Record<string, string>;
  readonly #contentTypes = new Map<string, string>();
  readonly #onCreated: (object: CreatedObject) => void;
  readonly #onFailure: (error: unknown) => void;

  /**
   * `buckets` maps a bucket's name to its folder, which need not exist yet. `onFailure` is told where the file system
   * fails, which whoever asked for the object is, too.
   */
  constructor(
    buckets: Record<string, string>,
    onCreated: (object: CreatedObject) => void = () => undefined,
    onFailure: (error: unknown) => void = () => undefined,
  ) {
    this.#folders = buckets;
    this.#onCreated = onCreated;
    this.#onFailure = onFailure;
  }

  async getObject(bucket: string, key: string): Promise<string> {
    return this.get(bucket, key).body.toString('utf8');
  }

  async putObject(bucket: string, key: string, body: string): Promise<void> {
    this.put(bucket, key, Buffer.from(body));
  }

  get(bucket: string, key: string): StoredObject {
    const path = this.#path(bucket, key);
    const body = this.#tried(() => read(path));
    if (!body) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    return {
      body,
      etag: etagOf(body),
      contentType: this.#contentTypes.get(path) ?? 'binary/octet-stream',
      lastModified: statSync(path).mtime,
    };
  }

  /** Synchronous from the condition to the write, so that nothing comes between them. Returns the ETag. */
  put(
    bucket: string,
    key: string,
    body: Buffer,
    { contentType, ifNoneMatch, ifMatch }: PutOptions = {},
  ): string {
    const path = this.#path(bucket, key);
    if (ifMatch !== undefined && this.get(bucket, key).etag !== ifMatch) throw preconditionFailed();
    this.#tried(() => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      write(path, body, { overwrite: ifNoneMatch === undefined });
    });
    this.#contentTypes.delete(path);
    if (contentType) this.#contentTypes.set(path, contentType);
    const etag = etagOf(body);
    this.#onCreated({ bucket, key, size: body.length, etag });
    return etag;
  }

  /** What is below a prefix that ends in a slash, sorted by key; nothing where there is no such folder. */
  list(bucket: string, prefix: string): ListedObject[] {
    if (!prefix.endsWith('/')) {
      throw new AwsError(
        'NotImplemented',
        `Listing the prefix ${JSON.stringify(prefix)} is not implemented.`,
        501,
      );
    }
    const folder = this.#path(bucket, prefix.slice(0, -1));
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => !path.endsWith('.tmp'))
      .sort()
      .map((path) => ({ key: prefix + relative(folder, path), lastModified: statSync(path).mtime }));
  }

  #tried<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof AwsError)) this.#onFailure(error);
      throw error;
    }
  }

  #path(bucket: string, key: string): string {
    const folder = this.#folders[bucket];
    if (folder === undefined) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    if (key.split('/').some((part) => ['', '.', '..'].includes(part) || /[\\\0]/.test(part))) {
      throw new AwsError('InvalidArgument', `The key ${JSON.stringify(key)} is not the name of a file`);
    }
    return join(folder, key);
  }
}

/** Undefined when there is no such file; a folder is no file. */
function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** Nobody sees half an object: it is written aside, then linked (which fails on an existing name) or renamed. */
function write(path: string, body: Buffer, { overwrite }: { overwrite: boolean }): void {
  const aside = `${path}.${randomUUID()}.tmp`;
  writeFileSync(aside, body, { mode: 0o600 });
  try {
    if (overwrite) renameSync(aside, path);
    else linkSync(aside, path);
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? preconditionFailed() : error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function preconditionFailed(): AwsError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new AwsError('PreconditionFailed', message, 412);
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
