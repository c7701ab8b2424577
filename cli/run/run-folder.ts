import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Email, Execution } from '../../local-aws';
import { withoutApprovalLinks } from '../terminal/approval-links';
import type { World } from './world';

const ownerOnly = { mode: 0o600 };

type RunFolderOptions = Pick<World, 'keepsLinks' | 'part'>;

/** What a local run leaves beside the run store's objects: its emails, its logs and its execution history. */
export class RunFolder {
  readonly path: string;
  readonly #local: string;
  readonly #options: RunFolderOptions;
  #emails: number;

  /** `bucketFolder` is where the run bucket's objects are files. */
  constructor(bucketFolder: string, run: string, options: RunFolderOptions) {
    this.path = join(bucketFolder, 'runs', run);
    this.#local = localFolder(bucketFolder, run);
    this.#options = options;
    for (const folder of ['emails', 'logs']) {
      mkdirSync(join(this.#local, folder), { recursive: true, mode: 0o700 });
    }
    this.#emails = readdirSync(join(this.#local, 'emails')).length;
  }

  /** What the workflow stored, such as `report.json`; undefined before. @throws where it is not what `schema` says */
  readObject<Value>(name: string, schema: z.ZodMiniType<Value>): Value | undefined {
    const file = join(this.path, name);
    return existsSync(file) ? z.parse(schema, JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  }

  writeEmail(email: Email): void {
    const { to, subject } = email;
    const message = this.#options.keepsLinks
      ? email.message
      : withoutApprovalLinks(email.message, '(the link is shown when it is sent, and not kept)');
    this.#emails += 1;
    const file = `${String(this.#emails).padStart(3, '0')}-${to.replace(/[^\w.@-]/g, '_')}.txt`;
    writeFileSync(
      join(this.#local, 'emails', file),
      `To: ${to}\nSubject: ${subject}\n\n${message}\n`,
      ownerOnly,
    );
  }

  writeLog(functionName: string, line: string): void {
    appendFileSync(join(this.#local, 'logs', `${functionName}.log`), `${line}\n`, ownerOnly);
  }

  writeHistory({ history }: Execution): void {
    const { part = 1 } = this.#options;
    const file = part === 1 ? 'history.json' : `history-${part}.json`;
    writeFileSync(join(this.#local, file), `${JSON.stringify(history, null, 2)}\n`, ownerOnly);
  }
}

/** The folder of a run below which lies whatever is not an object of the run store. */
export function localFolder(bucketFolder: string, run: string): string {
  return join(bucketFolder, 'runs', run, 'local');
}
