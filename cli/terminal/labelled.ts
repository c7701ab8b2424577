import { pad, wrap } from './wrap';

const labelColumns = 13;

/** A label, and beside it the text, wrapped. */
export function labelled(label: string, text: string, width: number): string[] {
  return labelledLines(label, wrap(text, width - labelColumns));
}

/** A label, and beside it lines that stay whole, so that they can be copied. */
export function labelledLines(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => pad(index === 0 ? label : '', labelColumns) + line);
}
