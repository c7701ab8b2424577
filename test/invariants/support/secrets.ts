import type { PendingTask } from '../../../local-aws';

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

/**
 * Finds the secrets that a text holds, as they are or encoded for a URL: in one pass over each text, however many
 * secrets there are.
 */
export function secretSearch(secrets: readonly string[]): (text: string) => string[] {
  const byStart = new Map<string, string[]>();
  for (const form of new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]))) {
    const start = form.slice(0, startLength);
    const known = byStart.get(start);
    if (known) known.push(form);
    else byStart.set(start, [form]);
  }
  return (text) => {
    const found: string[] = [];
    for (const { 0: word } of text.matchAll(/[\w+/=%-]{40,}/g)) {
      for (let at = 0; at <= word.length - startLength; at++) {
        const forms = byStart.get(word.slice(at, at + startLength)) ?? [];
        found.push(...forms.filter((form) => word.startsWith(form, at)));
      }
    }
    return found;
  };
}
