import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sabotages } from './sabotages';

it.each(sabotages)('$name: each place is still there, once', ({ file, find, also = [] }) => {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const places = [find, ...also.map((other) => other.find)];
  expect(places.map((place) => text.split(place).length - 1)).toEqual(places.map(() => 1));
});
