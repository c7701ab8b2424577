import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where one of the secrets is, also as base64 or URL-encoded text. */
export function placesOf(secrets: readonly string[], texts: Record<string, string>): string[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    btoa(secret).replace(/=+$/, ''),
  ]);
  return Object.entries(texts)
    .filter(([, text]) => forms.some((form) => text.includes(form)))
    .map(([place]) => place);
}

/** The text of each file. */
export function filesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path, readFileSync(path, 'utf8')];
    }),
  );
}
