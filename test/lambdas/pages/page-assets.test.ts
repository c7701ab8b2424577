import { describe, expect, it } from 'vitest';
import { script, styles } from '#page-assets';
import { visibleText } from '../../../lambdas/report/visible-text';

describe.each([
  ['script', script, 8_000],
  ['style', styles, 12_000],
])('the text of the element %s', (element, text, most) => {
  it('is on the page what its hash is of: nothing in it is replaced there, or ends the element', () => {
    expect(visibleText(text)).toBe(text);
    expect(text).not.toContain(`</${element}`);
    expect(text).not.toContain('<!--');
  });

  it('is all that it needs, and small', () => {
    expect(text.length).toBeGreaterThan(most / 2);
    expect(text.length).toBeLessThan(most);
    expect(text).not.toMatch(/\bimport\b|\brequire\b|\burl\(/);
  });
});
