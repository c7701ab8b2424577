import { requirePrerequisites } from '../cli/kept/prerequisites.mjs';

// `npm run simulator` starts here, which any Node.js reads; scripts start simulator.ts with a TypeScript loader.
requirePrerequisites();
const { tsImport } = await import('tsx/esm/api');
await tsImport('./simulator.ts', import.meta.url);
