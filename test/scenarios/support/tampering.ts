import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Of JSON: what is edited is as a test knows it. */
// biome-ignore lint/suspicious/noExplicitAny: a tampered file has whatever shape the tamperer gives it
type Parsed = any;

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The files of a run in somebody's hands who changes them, and the digests with them. */
export class Tampering {
  readonly files: Map<string, string>;

  constructor(folder: string) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
    this.files = new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
  }

  text(name: string): string {
    return this.files.get(name) ?? '';
  }

  edit(name: string, change: (value: Parsed) => void): this {
    const value: Parsed = JSON.parse(this.text(name));
    change(value);
    this.files.set(name, JSON.stringify(value));
    return this;
  }

  /** What a map's children wrote. */
  results(map: 'purge' | 'inspection', change: (results: Parsed[]) => void): this {
    const names = [...this.files.keys()].filter(
      (name) => name.startsWith(`${map}/`) && name.includes('SUCCEEDED'),
    );
    for (const name of names) this.edit(name, change);
    return this;
  }

  /** Makes the digests fit again, as whoever may write the bucket can. */
  sum(): this {
    const names = this.text('SHA256SUMS')
      .trim()
      .split('\n')
      .map((line) => line.slice(66));
    this.edit('report.json', (report) => {
      report.planDigest = sha256(this.text('plan.json'));
      report.decisionDigest = sha256(this.text('decision.json'));
    });
    const lines = names.map((name) => `${sha256(this.text(name))}  ${name}\n`);
    this.files.set('SHA256SUMS', lines.join(''));
    return this;
  }

  /** Makes decision, request and report be about the plan as it is now. */
  rebind(): this {
    const planDigest = sha256(this.text('plan.json'));
    for (const name of ['decision.json', 'approval.json'])
      this.edit(name, (value) => Object.assign(value, { planDigest }));
    return this.edit('report.json', ({ decision }) => Object.assign(decision, { planDigest }));
  }
}
