import { createHash, randomUUID } from 'node:crypto';
import type { Json } from '../json';

/**
 * The functions Step Functions adds to JSONata
 * (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html). Fractions are cut off towards zero.
 */
export const stepFunctionsFunctions = {
  partition,
  range,
  hash,
  random,
  uuid: () => randomUUID(),
  parse: (text?: string): Json | undefined => (text === undefined ? undefined : JSON.parse(text)),
};

function partition(array?: Json, size?: number): Json[][] | undefined {
  if (array === undefined || size === undefined) return undefined;
  const items = Array.isArray(array) ? array : [array];
  const chunk = Math.trunc(size);
  if (chunk < 1 || items.length === 0) return undefined;
  return Array.from({ length: Math.ceil(items.length / chunk) }, (_, index) =>
    items.slice(index * chunk, (index + 1) * chunk),
  );
}

const MOST_RANGE_ELEMENTS = 360_145;

/** From start to end, both included; a single number comes back bare, as JSONata sequences do. */
function range(start?: number, end?: number, step?: number): number | number[] | undefined {
  if (start === undefined || end === undefined || step === undefined) return undefined;
  const [first, last, by] = [Math.trunc(start), Math.trunc(end), Math.trunc(step)];
  const length = by === 0 ? 0 : Math.floor((last - first) / by) + 1;
  if (length < 1) return undefined;
  if (length > MOST_RANGE_ELEMENTS) throw new Error('Expression evaluation memory limit exceeded');
  return length === 1 ? first : Array.from({ length }, (_, index) => first + index * by);
}

const hashes = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

function hash(text?: string, algorithm?: string): string | undefined {
  if (text === undefined || algorithm === undefined) return undefined;
  const name = hashes.get(algorithm);
  if (name === undefined) throw new Error(`$hash knows ${[...hashes.keys()].join(', ')}, not ${algorithm}`);
  return createHash(name).update(text).digest('hex');
}

/** The same number for the same seed, though not the number Step Functions would draw for it. */
function random(seed?: number): number {
  if (seed === undefined) return Math.random();
  const digest = createHash('sha256')
    .update(String(Math.trunc(seed)))
    .digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
