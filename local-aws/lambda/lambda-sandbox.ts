import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock';

/** The payload of an invocation that failed (AWS Lambda Developer Guide, "Handling errors in Node.js"). */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** How an invocation ended: `payload` is the JSON text that the handler's result makes. */
export type InvocationOutcome = { payload: string } | { error: FunctionError };

/** One invocation as it is handed to the worker thread of a function. */
export interface SandboxRequest {
  requestId: string;
  traceId: string;
  /** JSON text. */
  event: string;
  /** What the context object holds besides the request ID and the remaining time. */
  context: Record<string, string>;
  timeoutMilliseconds: number;
}

/** A function's code and settings, as its worker thread needs them. */
export interface SandboxOptions {
  codePath: string;
  handler: string;
  /** All the environment the function sees. */
  environment: Record<string, string>;
  clock: Clock;
  /** Gets each whole line the function writes to stdout or stderr. */
  log(line: string): void;
}

type WorkerMessage =
  | { type: 'log'; text: string }
  | { type: 'loaded' }
  | { type: 'outcome'; requestId: string; outcome: InvocationOutcome };

/** One worker thread with one function's code in it; it takes any number of requests at the same time. */
export class LambdaSandbox {
  readonly #worker: Worker;
  readonly #options: SandboxOptions;
  readonly #inFlight = new Map<string, (outcome: InvocationOutcome) => void>();
  /** Resolves when the code was loaded, or could not be. */
  readonly loaded: Promise<void>;
  #unfinishedLine = '';
  #usable = true;

  constructor(options: SandboxOptions) {
    const { codePath, handler, environment } = options;
    this.#options = options;
    this.#worker = new Worker(new URL('./lambda-worker.mjs', import.meta.url), {
      workerData: { codePath, handler },
      env: environment,
      execArgv: [],
    });
    this.loaded = new Promise((resolve) => {
      this.#worker.on('message', ({ type }: WorkerMessage) => type === 'loaded' && resolve());
      this.#worker.on('exit', () => resolve());
    });
    this.#worker.on('message', (message: WorkerMessage) => this.#receive(message));
    this.#worker.on('error', (error) => options.log(error.stack ?? String(error)));
    this.#worker.on('exit', (code) => this.#exited(code));
  }

  /** False once it has timed out, crashed or was closed: a new request needs a new sandbox then. */
  get usable(): boolean {
    return this.#usable;
  }

  async run(request: SandboxRequest): Promise<InvocationOutcome> {
    const answered = new AbortController();
    const answer = new Promise<InvocationOutcome>((resolve) =>
      this.#inFlight.set(request.requestId, resolve),
    );
    this.#worker.postMessage(request);
    const outcome = await Promise.race([answer, this.#timeout(request, answered.signal)]);
    // A reason of one's own: the default one is an exception, and takes the stack at every invocation.
    answered.abort('answered');
    this.#settled(request.requestId);
    return outcome;
  }

  async close(): Promise<void> {
    this.#usable = false;
    await this.#worker.terminate();
  }

  async #timeout(
    { requestId, timeoutMilliseconds }: SandboxRequest,
    answered: AbortSignal,
  ): Promise<InvocationOutcome> {
    const expired = this.#options.clock.sleep(timeoutMilliseconds, answered).then(
      () => true,
      () => false,
    );
    if (await expired) this.#usable = false;
    const seconds = (timeoutMilliseconds / 1000).toFixed(2);
    const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
    return { error: { errorType: 'Sandbox.Timedout', errorMessage } };
  }

  /** Lambda kills a sandbox that timed out; this one first lets the requests that share it finish. */
  #settled(requestId: string): void {
    this.#inFlight.delete(requestId);
    if (!this.#usable && this.#inFlight.size === 0) void this.#worker.terminate();
  }

  #receive(message: WorkerMessage): void {
    if (message.type === 'log') this.#logText(message.text);
    if (message.type === 'outcome') this.#inFlight.get(message.requestId)?.(message.outcome);
  }

  #logText(text: string): void {
    const lines = (this.#unfinishedLine + text).split('\n');
    this.#unfinishedLine = lines.pop() ?? '';
    for (const line of lines) this.#options.log(line);
  }

  #exited(code: number): void {
    this.#usable = false;
    if (this.#unfinishedLine) this.#options.log(this.#unfinishedLine);
    const reason =
      code === 0
        ? 'Runtime exited without providing a reason'
        : `Runtime exited with error: exit status ${code}`;
    for (const [requestId, resolve] of this.#inFlight) {
      resolve({
        error: { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason}` },
      });
    }
  }
}
