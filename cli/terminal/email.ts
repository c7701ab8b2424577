import { approvalLinkPattern } from '../run/approval/approver';
import { printable } from './printable';
import { wrap } from './wrap';

const linkInLine = new RegExp(`(${approvalLinkPattern.source})`);

/**
 * An email as a framed block, at most `width` columns wide. The approval link is whole, on a line with nothing else
 * and outside the frame, so that it can be clicked and copied.
 */
export function formatEmail(email: { to: string; subject: string; message: string }, width = 80): string {
  const text = [`To:      ${printable(email.to)}`, `Subject: ${printable(email.subject)}`, ''];
  const lines = [
    ...text,
    ...email.message
      .trimEnd()
      .split(/\r\n|\r|\n/)
      .flatMap(withLinkAlone),
  ];
  return [
    `+-- Email ${'-'.repeat(Math.max(0, width - 10))}`,
    ...lines.flatMap((line) => (linkInLine.test(line) ? line : framed(line, width))),
    `+${'-'.repeat(width - 1)}`,
  ].join('\n');
}

function withLinkAlone(line: string): string[] {
  if (!linkInLine.test(line)) return [line];
  return line
    .split(linkInLine)
    .map((part) => part.trim())
    .filter(Boolean);
}

function framed(line: string, width: number): string[] {
  return wrap(printable(line), width - 2).map((part) => `| ${part}`.trimEnd());
}
