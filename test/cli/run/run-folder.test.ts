import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { RunFolder } from '../../../cli/run/run-folder';
import { temporaryFolder } from '../../local-aws/support/temporary-folder';

describe("an object of the run's folder", () => {
  const folder = new RunFolder(temporaryFolder(), 'a-run', { keepsLinks: true });
  const Plan = z.object({ digest: z.string() });

  it('is undefined before it is stored', () => {
    expect(folder.readObject('plan.json', Plan)).toBeUndefined();
  });

  it('is read as what it should be', () => {
    writeFileSync(join(folder.path, 'plan.json'), '{"digest":"abc"}');
    expect(folder.readObject('plan.json', Plan)).toEqual({ digest: 'abc' });
  });

  it.each(['{"digest":', '{"digest":1}'])('is refused where it is %s', (text) => {
    writeFileSync(join(folder.path, 'plan.json'), text);
    expect(() => folder.readObject('plan.json', Plan)).toThrow();
  });
});
