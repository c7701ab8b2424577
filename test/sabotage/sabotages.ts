import { ofDefinitions } from './of-definitions';
import { ofFunctions } from './of-functions';
import { ofTheRecord } from './of-the-record';
import type { Sabotage } from './sabotage';

/** Mistakes that would break a promise. Tests have to notice each of them. */
export const sabotages: readonly Sabotage[] = [...ofFunctions, ...ofDefinitions, ...ofTheRecord];
