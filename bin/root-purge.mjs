#!/usr/bin/env node
import { tsImport } from 'tsx/esm/api';

await tsImport('./root-purge.ts', import.meta.url);
