import { approvalLinkPattern } from './approval-links';
import { printable } from './printable';
import { wrap } from './wrap';

/**
 * An email as a framed block, at most `width` columns wide. The approval link is whole, on a line with nothing else
 * and outside the frame, so that it can be clicked and copied.
 */
export function formatEmail(email: { to: string; subject: string; message: string }, width = 80): string {
  const text = [`To:      ${printable(email.to)}`, `Subject: ${printable(email.subject)}`, ''];
  const lines = email.message.trimEnd().split(/\r\n|\r|\n/);
  return [
    `+-- Email ${'-'.repeat(Math.max(0, width - 10))}`,
    ...text.flatMap((line) => framed(line, width)),
    ...lines.flatMap((line) => withLinkAlone(line, width)),
    `+${'-'.repeat(width - 1)}`,
  ].join('\n');
}

function withLinkAlone(line: string, width: number): string[] {
  const found = approvalLinkPattern.exec(line);
  if (!found) return framed(line, width);
  const [link] = found;
  const before = line.slice(0, found.index).trim();
  const after = line.slice(found.index + link.length).trim();
  return [...(before ? framed(before, width) : []), link, ...(after ? withLinkAlone(after, width) : [])];
}

function framed(line: string, width: number): string[] {
  return wrap(printable(line), width - 2).map((part) => `| ${part}`.trimEnd());
}
