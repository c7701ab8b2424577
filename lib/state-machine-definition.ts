import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/**
 * The state machine definition in this `.asl.yaml` file, as the JSON that Step Functions takes: aliases written out,
 * placeholders as they stand.
 */
export function readDefinition(file: URL): string {
  return JSON.stringify(parse(readFileSync(file, 'utf8')), undefined, 2);
}
