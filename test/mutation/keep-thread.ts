import type { Worker } from 'node:worker_threads';
import { ThreadsPoolWorker } from 'vitest/node';

/*
 * Vitest ends its thread after each run, and Stryker makes a run for each mutant: to load the CDK anew would take most
 * of the time. Here the next run goes on in the thread of the last one. The app and its tests are evaluated again for
 * each test file all the same; what is in node_modules is not.
 */
let idle: Worker | undefined;

const { start } = ThreadsPoolWorker.prototype;
const threadOf = (worker: ThreadsPoolWorker): Worker | undefined => Reflect.get(worker, '_thread');

ThreadsPoolWorker.prototype.start = async function (this: ThreadsPoolWorker) {
  if (idle) {
    idle.ref();
    Reflect.set(this, '_thread', idle);
    idle = undefined;
  }
  await start.call(this);
};

ThreadsPoolWorker.prototype.stop = async function (this: ThreadsPoolWorker) {
  idle = threadOf(this);
  idle?.stdout.unpipe();
  idle?.stderr.unpipe();
  // It keeps nobody from ending.
  idle?.unref();
};
