import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution } from './runtime/asl/engine';
import type { Email } from './runtime/sns';

const ownerOnly = { mode: 0o600 };

/** What a local run leaves beside the run store's objects: its emails, its logs and its execution history. */
export class RunFolder {
  readonly path: string;
  readonly #local: string;
  #emails = 0;

  /** `bucketFolder` is where the run bucket's objects are files. */
  constructor(bucketFolder: string, run: string) {
    this.path = join(bucketFolder, 'runs', run);
    this.#local = join(this.path, 'local');
    for (const folder of ['emails', 'logs']) {
      mkdirSync(join(this.#local, folder), { recursive: true, mode: 0o700 });
    }
  }

  writeEmail({ to, subject, message }: Email): void {
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
    writeFileSync(join(this.#local, 'history.json'), `${JSON.stringify(history, null, 2)}\n`, ownerOnly);
  }
}
