import { readdirSync, readFileSync } from 'node:fs';

const folder = 'test/lib/templates';

/** Every template of the app with every option on and off, as text. */
export function readTemplates(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
}
