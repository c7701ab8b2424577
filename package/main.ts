import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packCommandLine } from './package';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const { checksums } = await packCommandLine(dist);
console.log(`In ${dist}:\n${readFileSync(checksums, 'utf8')}`);
