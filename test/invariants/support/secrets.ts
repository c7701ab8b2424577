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

/** The shortest one is a secret access key. */
const startLength = 40;

/** The secrets that a text holds, as they are or encoded for a URL; in one pass, however many there are. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  const byStart = new Map<string, string[]>();
  for (const form of new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]))) {
    const start = form.slice(0, startLength);
    byStart.set(start, [...(byStart.get(start) ?? []), form]);
  }
  return [...text.matchAll(/[\w+/=%-]{40,}/g)].flatMap(([word]) =>
    Array.from({ length: word.length - startLength + 1 }, (_, at) =>
      (byStart.get(word.slice(at, at + startLength)) ?? []).filter((form) => word.startsWith(form, at)),
    ).flat(),
  );
}
