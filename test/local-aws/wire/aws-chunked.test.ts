import { describe, expect, it } from 'vitest';
import { decodeAwsChunked } from '../../../local-aws/wire/aws-chunked';

const decoded = (body: string) => decodeAwsChunked(Buffer.from(body)).toString();

describe('decodeAwsChunked', () => {
  it.each([
    ['one chunk', '3\r\nabc\r\n0\r\n\r\n', 'abc'],
    [
      'signed chunks',
      '3;chunk-signature=1f\r\nabc\r\nA;chunk-signature=2f\r\n0123456789\r\n0;chunk-signature=3f\r\n\r\n',
      'abc0123456789',
    ],
    ['a trailer', '2\r\nab\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n', 'ab'],
    ['line ends in the data', '4\r\n\r\n\r\n\r\n0\r\n\r\n', '\r\n\r\n'],
    ['nothing', '0\r\n\r\n', ''],
  ])('decodes %s', (_, body, expected) => {
    expect(decoded(body)).toBe(expected);
  });

  it.each([
    ['no last chunk', '3\r\nabc\r\n'],
    ['a chunk cut short', '9\r\nabc'],
    ['no chunks at all', 'abc'],
  ])('refuses %s', (_, body) => {
    expect(() => decoded(body)).toThrow('terminated unexpectedly');
  });
});
