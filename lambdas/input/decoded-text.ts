/**
 * The text of a file that a person made, in the encoding that its byte order mark names and without the mark: UTF-16
 * of either order, which Windows PowerShell writes, or else UTF-8.
 */
export function decodedText(bytes: Uint8Array): string {
  const mark = `${bytes[0]},${bytes[1]}`;
  const encoding = mark === '255,254' ? 'utf-16le' : mark === '254,255' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
