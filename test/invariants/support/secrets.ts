import type { PendingTask } from '../../../local/runtime/asl/task-tokens';

/** Everything in a world that must stay secret. */
export class Secrets {
  readonly all: string[] = [];

  /** An answer of AssumeRoot or GenerateDataKey: the session's secrets, the plain data key. */
  answer(text: string): void {
    for (const name of ['SecretAccessKey', 'SessionToken']) {
      const [, secret] = new RegExp(`<${name}>([^<]+)<`).exec(text) ?? [];
      if (secret) this.all.push(secret);
    }
    const [, key] = /"Plaintext":"([^"]+)"/.exec(text) ?? [];
    if (key) this.all.push(key);
  }

  taskToken(task: PendingTask): PendingTask {
    this.all.push(task.token);
    return task;
  }
}
