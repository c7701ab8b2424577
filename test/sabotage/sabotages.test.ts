import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sabotages } from './sabotages';

it.each(sabotages)('$name: the place is still there, once', ({ file, find }) => {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  expect(text.split(find)).toHaveLength(2);
});
