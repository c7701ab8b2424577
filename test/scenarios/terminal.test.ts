import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Report } from '../../lambdas/run/report-shapes';
import { inTerminal, type PseudoTerminal } from './support/pseudo-terminal';

const columns = 80;
/** From when a question is shown until a key counts as its answer, and more than that. */
const readIt = () => new Promise((done) => setTimeout(done, 400));

let folder: string;
let terminal: PseudoTerminal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'root-purge-terminal-'));
});
afterEach(() => {
  terminal.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start -- …args` in a window. */
function start(...args: string[]): PseudoTerminal {
  terminal = inTerminal([resolve('bin/local.mjs'), '--accounts', '3', ...args], { cwd: folder, columns });
  return terminal;
}

/** Presses keys one after the other; what comes at once counts as pasted. */
async function answer(question: string | RegExp, ...keys: string[]): Promise<void> {
  await terminal.shows(question);
  for (const key of keys) {
    await readIt();
    terminal.type(key);
  }
}

function report(): Report | undefined {
  const runs = join(folder, '.root-purge', 'runs');
  const path = join(runs, readdirSync(runs)[0] ?? '', 'report.json');
  return existsSync(path) ? Report.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

const deletedIn = (report?: Report) =>
  report?.accounts.flatMap(({ deleted }) => deleted.map(({ kind }) => kind));

/** Lines that do not fit, other than by one word alone, which stays whole to be copied. */
const tooWide = (output: string) =>
  output.split(/[\n\r]/).filter((line) => stringWidth(line) > columns && line.trim().includes(' '));

describe('npm start at a terminal', () => {
  it('asks about each credential with --approve each, and deletes what was said y to', async () => {
    const { ended, type } = start('--approve', 'each');
    await terminal.shows('You decide, credential by credential');
    // Before any question, so it is no answer to one.
    type('yyyyyyyy');
    // An arrow key, and Enter, which is a no.
    await answer(/Delete them together\? y, N/, '\u001b[A', '\r');
    await answer(/Delete it\? y, N/, 'y');
    await answer(/Delete it\? y, N/, 'y');
    await answer('Delete it all the same?', 'n');
    await answer(/Delete it\? y, N/, 'x', 'yy', 'q');
    const said = await terminal.shows(/Delete these 1 of \d+ credentials\? It cannot be brought back. y, N/);
    expect(said).toMatch(/You said y to:[\s\S]*: Signing certificate\s+\w{32}/);
    await readIt();
    type('y');

    const { status, output } = await ended;
    expect(status).toBe(0);
    expect(output).toContain('1 of 3 member accounts hold no root credentials');
    expect(deletedIn(report())).toEqual(['signing-certificates']);
    expect(tooWide(output)).toEqual([]);
  });

  it('asks once more before it approves everything with --approve ask, which is the default there', async () => {
    const { ended } = start();
    await answer(/press a to approve everything, e to be asked about each,\s+r to refuse/, 'a');
    expect(await terminal.shows('Can all of these go, although they may be in use? y, N')).toContain(
      'AKIAWHA',
    );
    await readIt();
    terminal.type('y');
    await answer(
      /Delete 8 credentials in 2 accounts, \d+ of them maybe in use\? It\s+cannot\s+be\s+brought\s+back\. y, N/,
      '\r',
    );
    // Nothing is decided by that; there is always a way on.
    await answer('press a to approve everything', 'a');
    await answer('although they may be in use? y, N', 'y');
    await answer('Delete 8 credentials in 2 accounts', 'y');

    expect(await ended).toMatchObject({ status: 0, output: expect.stringContaining('SUCCEEDED') });
    expect(deletedIn(report())).toHaveLength(8);
  });

  it('says that nothing was started where Ctrl-C comes while the app is bundled', async () => {
    const { ended } = start('--approve', 'all');
    await terminal.shows('The whole plan is approved');
    terminal.type('\u0003');

    const { status, output } = await ended;
    expect(output).toContain('Interrupted before the run began: nothing was started.');
    expect(status).toBe(130);
  });

  it('ends at once by Ctrl-C at a question, and says that nothing was deleted', async () => {
    const { ended } = start('--approve', 'each');
    await answer(/y, N/, '\u0003');

    const { status, output } = await ended;
    expect(status).toBe(130);
    expect(output).toContain('INTERRUPTED in RequestApproval');
    expect(report()).toBeUndefined();
  });
});
