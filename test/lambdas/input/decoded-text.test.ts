import { expect, it } from 'vitest';
import { decodedText } from '../../../lambdas/input/decoded-text';

const text = '111122223333 # Zürich\r\n';
const utf16le = Buffer.from(text, 'utf16le');

it.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16, little end first', Buffer.concat([Buffer.of(0xff, 0xfe), utf16le])],
  ['UTF-16, big end first', Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(utf16le).swap16()])],
])('reads %s', (_, bytes) => {
  expect(decodedText(bytes)).toBe(text);
});

it.each([[[]], [[0xff]], [[0xfe]]])('reads %j, which is too short for a mark', (bytes) => {
  expect(decodedText(Uint8Array.from(bytes))).toBe('\uFFFD'.repeat(bytes.length));
});
