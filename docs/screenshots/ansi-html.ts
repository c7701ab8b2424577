/** The styles that the terminal output of this project uses, by their SGR code (ECMA-48). */
const classes: Record<number, string> = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow' };
/** Codes that end styles: 22 weight, 39 colour, 0 all. */
const ends: Record<number, readonly string[]> = {
  0: Object.values(classes),
  22: ['bold', 'dim'],
  39: ['red', 'green', 'yellow'],
};

/** Terminal output with colours as HTML, a `<span class>` for each styled run; throws on a code it does not know. */
export function ansiToHtml(text: string): string {
  const active = new Set<string>();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: every escape sequence begins with one.
  const parts = text.split(/(\u001b\[[\d;]*m)/);
  return parts
    .map((part) => {
      if (!part.startsWith('\u001b[')) return styled(part, active);
      for (const code of part.slice(2, -1).split(';').map(Number)) apply(code, active);
      return '';
    })
    .join('');
}

function apply(code: number, active: Set<string>): void {
  const style = classes[code];
  const ended = ends[code];
  if (style) active.add(style);
  else if (ended) for (const name of ended) active.delete(name);
  else throw new Error(`SGR code ${code} has no style here.`);
}

function styled(text: string, active: ReadonlySet<string>): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return active.size > 0 && text ? `<span class="${[...active].join(' ')}">${escaped}</span>` : escaped;
}
