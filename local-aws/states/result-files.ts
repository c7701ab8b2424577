import type { Json } from '../json';

/** A result file as the manifest lists it; Size in bytes. */
export type ResultFile = { Key: string; Size: number };

/** Characters after which the next file is begun, so that memory stays bounded (Step Functions goes up to 5 GB). */
const FILE_LENGTH = 16 * 1024 * 1024;

/** Writes results of one status to `<name>_0.json`, `<name>_1.json`, … in the order they come. */
export class ResultFiles {
  readonly #name: string;
  readonly #put: (key: string, body: string) => Promise<void>;
  readonly #files: ResultFile[] = [];
  #elements: string[] = [];
  #length = 0;

  constructor(name: string, put: (key: string, body: string) => Promise<void>) {
    this.#name = name;
    this.#put = put;
  }

  async add(element: Json): Promise<void> {
    const text = JSON.stringify(element);
    this.#elements.push(text);
    this.#length += text.length;
    if (this.#length >= FILE_LENGTH) await this.#flush();
  }

  /** Writes what is left; gives every file written. */
  async finish(): Promise<ResultFile[]> {
    if (this.#elements.length > 0) await this.#flush();
    return this.#files;
  }

  async #flush(): Promise<void> {
    const body = `[${this.#elements.join(',')}]`;
    const file = { Key: `${this.#name}_${this.#files.length}.json`, Size: Buffer.byteLength(body) };
    this.#files.push(file);
    this.#elements = [];
    this.#length = 0;
    await this.#put(file.Key, body);
  }
}
