// Runs inside a worker thread: loads one function's bundle and answers invocations, as Lambda's Node.js runtime does.
// Plain JavaScript, because a worker starts without the TypeScript loader of its parent, and so without its weight.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

// Over the same port as the results: a function's lines always arrive before its answer.
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, callback) => {
    parentPort.postMessage({ type: 'log', text: String(chunk) });
    (typeof encoding === 'function' ? encoding : callback)?.();
    return true;
  };
}

// Before the first request, as in the init phase on Lambda; what goes wrong is the answer to that request.
const loading = load();
loading.catch(() => undefined).then(() => parentPort.postMessage({ type: 'loaded' }));

parentPort.on('message', async (request) => {
  const outcome = await run(request).catch((error) => ({ error: functionError(error) }));
  parentPort.postMessage({ type: 'outcome', requestId: request.requestId, outcome });
});

async function run({ requestId, traceId, event, context, timeoutMilliseconds }) {
  const deadline = Date.now() + timeoutMilliseconds;
  process.env._X_AMZN_TRACE_ID = traceId;
  const handler = await loading;
  const result = await handler(JSON.parse(event), {
    ...context,
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  });
  return { payload: JSON.stringify(result) ?? 'null' };
}

async function load() {
  const { codePath, handler } = workerData;
  const [file, name] = handler.split('.');
  const path = ['js', 'mjs', 'cjs'].map((type) => join(codePath, `${file}.${type}`)).find(existsSync);
  if (!path) throw runtimeError('Runtime.ImportModuleError', `Cannot find module '${file}'`);
  const loaded = (await import(pathToFileURL(path).href))[name];
  if (typeof loaded === 'function') return loaded;
  throw runtimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
}

function runtimeError(name, message) {
  return Object.assign(new Error(message), { name });
}

function functionError(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
