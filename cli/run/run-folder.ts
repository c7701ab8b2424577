import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Email, Execution } from '../../local-aws';
import { withoutLink } from './approval/answer-request';

const ownerOnly = { mode: 0o600 };

export interface RunFolderOptions {
  /** Whether an approval link may be written to files. */
  readonly keepsLinks: boolean;
  /** How many processes were at the run, this one included. @default 1 */
  readonly part?: number;
}

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

  /** What the workflow stored, such as `report.json`; undefined before. Throws where it is not what `schema` says. */
  readObject<Value>(name: string, schema: z.ZodMiniType<Value>): Value | undefined {
    const file = join(this.path, name);
    return existsSync(file) ? z.parse(schema, JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  }

  writeEmail(email: Email): void {
    const { to, subject, message } = this.#options.keepsLinks
      ? email
      : withoutLink(email, '(the link is shown when it is sent, and not kept)');
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

/** What is not of the run store lies below this. */
export function localFolder(bucketFolder: string, run: string): string {
  return join(bucketFolder, 'runs', run, 'local');
}
