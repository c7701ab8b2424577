import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { confirm } from '../../../cli/enable/confirm';

/** A terminal at which somebody presses this key. */
function terminal(key: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const out = Object.assign(new PassThrough(), { isTTY });
  const asked = confirm('Do it?', { stdin: input, stdout: out, stderr: out }, out);
  input.write(key);
  return { asked, shown: () => String(out.read()) };
}

describe('confirm', () => {
  it.each([
    ['y', true, 'yes'],
    ['Y', true, 'yes'],
    ['n', false, 'no'],
    ['\r', false, 'no'],
  ])('takes %j for %s', async (key, answer, word) => {
    const { asked, shown } = terminal(key);
    expect(await asked).toBe(answer);
    expect(shown()).toBe(`Do it? [y/N] ${word}\n`);
  });

  it('asks nobody where there is no terminal', async () => {
    await expect(terminal('y', false).asked).rejects.toThrow(/Give --yes/);
  });
});
