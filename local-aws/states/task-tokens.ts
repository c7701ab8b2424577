import { randomBytes } from 'node:crypto';
import type { Json } from '../json';
import { AwsError } from '../wire/aws-error';
import { PAYLOAD_LIMIT } from './payload-limit';
import { StatesError } from './states-error';

/** A task that waits for its token to come back. */
export interface PendingTask {
  token: string;
  /** Resolves with SendTaskSuccess's output; rejects with StatesError on SendTaskFailure. */
  result: Promise<Json>;
}

interface OpenTask {
  stateMachineArn: string;
  resolve(output: Json): void;
  reject(error: StatesError): void;
}

/**
 * The tokens of the tasks that wait, shared between executions and the Step Functions endpoint
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html).
 */
export class TaskTokens {
  readonly #open = new Map<string, OpenTask>();
  readonly #closed = new Set<string>();

  create(stateMachineArn: string): PendingTask {
    const token = randomBytes(480).toString('base64');
    const result = new Promise<Json>((resolve, reject) => {
      this.#open.set(token, { stateMachineArn, resolve, reject });
    });
    // The task may have ended otherwise by the time a failure comes in.
    result.catch(() => undefined);
    return { token, result };
  }

  /** The state machine whose task waits for the token; undefined when none does. */
  stateMachineOf(token: string): string | undefined {
    return this.#open.get(token)?.stateMachineArn;
  }

  /** Ends the task with `output`, JSON text. @throws AwsError */
  succeed(token: string, output: string): void {
    const task = this.#find(token);
    const result = parseOutput(output);
    this.close(token);
    task.resolve(result);
  }

  /** Fails the task, with an error that has no name where none is given. @throws AwsError */
  fail(token: string, error = '', cause?: string): void {
    const task = this.#find(token);
    this.close(token);
    task.reject(new StatesError(error, cause));
  }

  /** The task has ended: whoever uses its token from now on is told so. */
  close(token: string): void {
    if (this.#open.delete(token)) this.#closed.add(token);
  }

  #find(token: string): OpenTask {
    const task = this.#open.get(token);
    if (task) return task;
    if (this.#closed.has(token)) {
      throw new AwsError('TaskTimedOut', 'Task Timed Out: Provided task does not exist anymore');
    }
    if (!/^[A-Za-z0-9+/]{4,2048}={0,2}$/.test(token)) {
      throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    }
    throw new AwsError('TaskDoesNotExist', 'Task does not exist');
  }
}

function parseOutput(output: string): Json {
  if (Buffer.byteLength(output) > PAYLOAD_LIMIT) {
    throw new AwsError('InvalidOutput', `Invalid Output: longer than ${PAYLOAD_LIMIT} bytes`);
  }
  try {
    return JSON.parse(output);
  } catch {
    throw new AwsError('InvalidOutput', 'Invalid Output: not JSON text');
  }
}
