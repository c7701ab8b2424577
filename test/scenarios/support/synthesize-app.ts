import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../../../local/synthesize';
import { alice, bob } from './approvers';

declare module 'vitest' {
  interface ProvidedContext {
    assembly: string;
  }
}

/** Synthesizes the app once for all scenarios. */
export default function setup(project: TestProject): () => void {
  const assembly = mkdtempSync(join(tmpdir(), 'root-purge-scenarios-'));
  synthesize({ approvers: [alice, bob] }, assembly);
  project.provide('assembly', assembly);
  return () => rmSync(assembly, { recursive: true, force: true });
}
