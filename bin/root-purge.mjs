#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

await tsImport('./root-purge.ts', {
  parentURL: import.meta.url,
  // Wherever the command is called.
  tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
});
