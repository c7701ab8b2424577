import { appendFileSync, readFileSync } from 'node:fs';
import { type RunnerTestCase, type RunnerTestSuite, TestRunner } from 'vitest';

/*
 * Runs each test twice, then again with each mutant that it came to and that no test has noticed yet, in the same
 * process. After a mutant was noticed it runs once more without one: a test that does not bear being repeated, or that
 * a mutant has spoilt for good, says nothing of other mutants.
 */

interface Mutation {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: { perTest: Record<string, Record<string, number>>; static: Record<string, number> };
  /** Those that a test of an earlier file has noticed. */
  noticed?: Set<string>;
}

declare global {
  var __stryker__: Mutation | undefined;
}

globalThis.__stryker__ ??= {};
const mutation = globalThis.__stryker__;
mutation.noticed ??= new Set();
const { noticed } = mutation;
const report = process.env.MUTATION_REPORT ?? '';
const chosen = new Set(JSON.parse(readFileSync(process.env.MUTATION_CHOSEN ?? '', 'utf8')));

// A mutant that sends this process Ctrl-C ends its test, not the run.
process.on('SIGINT', () => undefined);

/** Beyond fake clocks. */
const { setTimeout, clearTimeout } = globalThis;

type Repeatable = 'repeatable' | 'not repeatable' | 'spoilt';

export default class MutationRunner extends TestRunner {
  /** What the hooks of the last repetition gave, to be called after it. */
  readonly #toTidy: unknown[] = [];

  async runTask(test: RunnerTestCase): Promise<void> {
    const began = performance.now();
    const hitsOf = async (id: string, run: () => Promise<unknown>) => {
      mutation.currentTestId = id;
      const failed = await run();
      mutation.currentTestId = undefined;
      return { failed: failed === true, hits: mutation.mutantCoverage?.perTest[id] ?? {} };
    };
    const first = await hitsOf(`first ${test.id}`, async () => TestRunner.getTestFn(test)());
    const milliseconds = performance.now() - began;
    if (Object.keys(first.hits).length === 0) return;
    const fails = () => this.#fails(test, 2000 + 20 * milliseconds);
    // What is reached the first time only is what loads files.
    const { failed, hits } = await hitsOf(test.id, fails);
    const before = new Set(noticed);
    const repeated = failed ? 'not repeatable' : await tryEach(hits, fails, milliseconds);
    const found = [...noticed].filter((id) => !before.has(id));
    const [reached, atLoad] = [hits, mutation.mutantCoverage?.static ?? {}].map(Object.keys);
    const line = { test: test.fullName, milliseconds, reached, atLoad, noticed: found, repeated };
    appendFileSync(report, `${JSON.stringify(line)}\n`);
  }

  /** Whether it fails now, between its hooks, as if it were the first time. */
  async #fails(test: RunnerTestCase, limit: number): Promise<boolean> {
    const active = mutation.activeMutant;
    try {
      mutation.activeMutant = undefined;
      await this.#tidy(test);
      super.onBeforeTryTask(test);
      // What a mutant never settled, the next repetition would wait for.
      Reflect.deleteProperty(test, 'promises');
      mutation.activeMutant = active;
      await this.#prepare(test);
      await endsWithin(limit, Promise.resolve(TestRunner.getTestFn(test)()));
      super.onAfterTryTask(test);
      return false;
    } catch {
      return true;
    }
  }

  async #prepare(test: RunnerTestCase): Promise<void> {
    for (const suite of suitesOf(test).reverse())
      for (const hook of TestRunner.getSuiteHooks(suite).beforeEach) {
        const tidy = await hook(test.context, suite);
        if (typeof tidy === 'function') this.#toTidy.push(tidy);
      }
  }

  async #tidy(test: RunnerTestCase): Promise<void> {
    for (const suite of suitesOf(test))
      for (const hook of [...TestRunner.getSuiteHooks(suite).afterEach].reverse())
        await tidied(() => hook(test.context, suite));
    const onFinished: unknown[] = Reflect.get(test, 'onFinished') ?? [];
    for (const tidy of [...this.#toTidy.splice(0), ...onFinished.splice(0)].reverse())
      if (typeof tidy === 'function') await tidied(() => tidy(test.context));
  }
}

async function tryEach(
  hits: Record<string, number>,
  fails: () => Promise<boolean>,
  milliseconds: number,
): Promise<Repeatable> {
  const found: string[] = [];
  for (const id of Object.keys(hits)) {
    if (!chosen.has(id) || noticed.has(id)) continue;
    Object.assign(mutation, { activeMutant: id, hitCount: 0, hitLimit: (hits[id] ?? 0) * 10 + 100 });
    const failed = await fails();
    mutation.activeMutant = undefined;
    if (!failed) continue;
    // A slow one is asked at its end only. What a mutant left behind may be gone the second time.
    if (milliseconds < 100 && (await fails()) && (await fails())) return 'spoilt';
    noticed.add(id);
    found.push(id);
  }
  if (found.length === 0 || milliseconds < 100 || !(await fails()) || !(await fails())) return 'repeatable';
  for (const id of found) noticed.delete(id);
  return 'spoilt';
}

function endsWithin(milliseconds: number, work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('It takes too long.')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What a mutant broke may not be there to be tidied up: the next repetition begins all the same. */
async function tidied(tidy: () => unknown): Promise<void> {
  try {
    await tidy();
  } catch {}
}

/** From the innermost to the file itself. */
function suitesOf({ suite, file }: RunnerTestCase): RunnerTestSuite[] {
  const suites: RunnerTestSuite[] = [];
  for (let at: RunnerTestSuite | undefined = suite; at; at = at.suite) suites.push(at);
  return suites.includes(file) ? suites : [...suites, file];
}
