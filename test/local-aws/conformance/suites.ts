import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { Case } from './case';

const Suite = z.strictObject({ source: z.url(), cases: z.array(Case) });

/** Every file of cases beside this one, by its name. */
export const suites = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));

/** The cases of a file. */
export const casesIn = (file: string): Case[] =>
  Suite.parse(JSON.parse(readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))).cases;
