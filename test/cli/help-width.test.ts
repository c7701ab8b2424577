import { PassThrough } from 'node:stream';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { main } from '../../cli/main';
import { npmStart } from '../../cli/npm-start';
import type { Streams } from '../../cli/terminal/streams';

/** What a command prints in a window of so many columns. */
async function helpIn(columns: number, print: (streams: Streams) => Promise<number>): Promise<string> {
  let said = '';
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns });
  stream.on('data', (data: Buffer) => {
    said += data;
  });
  await print({ stdin: stream, stdout: stream, stderr: stream, env: {} });
  return said;
}

const commands: [string, (streams: Streams) => Promise<number>][] = [
  ...['check', 'enable', 'run', 'start', 'status', 'report', 'verify', 'completion'].map(
    (name): [string, (streams: Streams) => Promise<number>] => [
      `root-purge ${name}`,
      (streams) => main([name, '--help'], streams),
    ],
  ),
  ['root-purge', (streams) => main(['--help'], streams)],
  ['npm start', (streams) => npmStart(['--help'], streams)],
];

describe.each(commands)('the help of %s', (_, print) => {
  it.each([60, 80, 100, 200])(
    'fits a window of %i columns, but for what is to be copied',
    async (columns) => {
      const help = await helpIn(columns, print);
      const wide = help.split('\n').filter((line) => stringWidth(line) > Math.min(columns, 100));
      expect(wide.filter((line) => !/^ {2}(npx |npm |eval |root-purge )/.test(line))).toEqual([]);
      expect(help).toContain('Exit status: ');
    },
  );
});
