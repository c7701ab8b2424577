import type { Execution } from '../../local-aws';
import type { RunFolder } from './run-folder';

interface Running {
  readonly execution: Execution;
  readonly folder: RunFolder;
}

/** The executions of one local run, of which one may start another: mails and logs are the innermost one's. */
export class RunningExecutions {
  readonly #all: Running[] = [];
  readonly #running = new Set<Running>();
  readonly #before: RunFolder;

  /** `before` is the folder for what happens before any execution. */
  constructor(before: RunFolder) {
    this.#before = before;
  }

  begin(execution: Execution, folder: RunFolder): void {
    const one = { execution, folder };
    this.#all.push(one);
    this.#running.add(one);
    execution.result.then(() => this.#running.delete(one));
  }

  /** The one that all the others belong to, and its folder; undefined before it. */
  get outermost(): Running | undefined {
    return this.#all[0];
  }

  /** The folder of the innermost that runs. */
  get folder(): RunFolder {
    const { folder } = [...this.#running].at(-1) ?? this.outermost ?? { folder: this.#before };
    return folder;
  }

  /** Whether there were some, and all of them are over. */
  get haveEnded(): boolean {
    return this.#all.length > 0 && this.#running.size === 0;
  }

  /** Nothing more is begun, in any of them. */
  interrupt(error: string, cause?: string): void {
    for (const { execution } of this.#running) execution.interrupt(error, cause);
  }

  writeHistories(): void {
    for (const { execution, folder } of this.#all) folder.writeHistory(execution);
  }
}
