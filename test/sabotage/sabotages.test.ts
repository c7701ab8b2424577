import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Sabotage } from './sabotage';
import { sabotages } from './sabotages';

const textOf = ({ file }: Sabotage) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

it.each(sabotages)('$name: each place is still there, once', (sabotage) => {
  const text = textOf(sabotage);
  const places = [sabotage, ...(sabotage.also ?? [])].map(({ find }) => find);
  expect(places.map((place) => text.split(place).length - 1)).toEqual(places.map(() => 1));
});

// Or a test would notice that the file is broken, and nobody that it misses the mistake.
it.each(sabotages.filter(({ file }) => file.endsWith('.yaml')))(
  '$name: the definition is another one, that can be read',
  (sabotage) => {
    const text = textOf(sabotage);
    const mistaken = [sabotage, ...(sabotage.also ?? [])].reduce(
      (changed, { find, replace }) => changed.replace(find, () => replace),
      text,
    );
    expect(parse(mistaken)).not.toEqual(parse(text));
  },
);
