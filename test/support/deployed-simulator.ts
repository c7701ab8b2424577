import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** What a command of the other terminal did. */
export interface Done {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run simulator -- --deployed` as a process of its own, and the terminal beside it. */
export class DeployedSimulator {
  readonly folder = mkdtempSync(join(tmpdir(), 'deployed-simulator-'));
  /** Everything that it has printed. */
  printed = '';
  readonly #process: ChildProcess;

  constructor(...options: string[]) {
    const args = ['--import', tsx, resolve('bin/simulator.ts'), '--deployed', ...options];
    this.#process = spawn(process.execPath, args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on('data', (text) => {
        this.printed += text;
      });
  }

  /** Until it has printed this. @throws Error where it ends before */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const found = pattern.exec(this.printed);
    if (found) return found;
    if (this.#process.exitCode !== null) throw new Error(`It has ended, and said:\n${this.printed}`);
    await setTimeout(50);
    return this.says(pattern);
  }

  /** Types a line into a shell in which its environment was read; `npx root-purge` is that of this checkout. */
  async types(line: string): Promise<Done> {
    const npx = `npx() { shift; '${process.execPath}' '${resolve('bin/root-purge.mjs')}' "$@"; }`;
    const script = `. ./.root-purge/deployed.env; ${npx}; ${line}`;
    return new Promise((done) =>
      execFile('bash', ['-c', script], { cwd: this.folder }, (error, stdout, stderr) =>
        done({ status: error ? Number(error.code) : 0, stdout, stderr }),
      ),
    );
  }

  /** Ctrl-C, which comes twice where `tsx` hands it on as well; gives the exit status. */
  async interrupt(): Promise<number | null> {
    const ended = once(this.#process, 'exit');
    for (const again of [0, 50]) setTimeout(again).then(() => this.#process.kill('SIGINT'));
    const [status] = await ended;
    return status;
  }

  /** Whether what it needs while it lasts is there. */
  get leaves(): boolean {
    return existsSync(join(this.folder, '.root-purge', 'deployed.env'));
  }

  remove(): void {
    this.#process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
