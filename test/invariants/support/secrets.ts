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

/** The shortest one is a secret access key. All are random, so no two begin alike. */
const startLength = 40;

/** The secrets that a text holds, as they are or encoded for a URL; in one pass, however many there are. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  const byStart = new Map(
    secrets
      .flatMap((secret) => [secret, encodeURIComponent(secret)])
      .map((secret) => [secret.slice(0, startLength), secret]),
  );
  return [...text.matchAll(/[\w+/=%-]{40,}/g)].flatMap(([word]) => {
    const found: string[] = [];
    for (let at = 0; at + startLength <= word.length; at++) {
      const secret = byStart.get(word.slice(at, at + startLength));
      if (secret && word.startsWith(secret, at)) found.push(secret);
    }
    return found;
  });
}
