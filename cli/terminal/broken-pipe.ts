/**
 * Keeps a stream that nobody reads any more from ending the program: whoever reads it may have read enough (`| head`),
 * or has ended on the Ctrl-C that is to end this in order (`| tee`).
 */
export function outliveReaders(streams: readonly Pick<NodeJS.WritableStream, 'on'>[]): void {
  for (const stream of streams)
    stream.on('error', (error: Error) => {
      if (!('code' in error && error.code === 'EPIPE')) throw error;
    });
}
