import { expect, it } from 'vitest';
import { formatEmail } from '../../../cli/terminal/email';
import { newLinkSecret } from '../../../lambdas/approval/approval-link';

const link = `http://127.0.0.1:4566/runs/a-run-with-a-long-name/${newLinkSecret()}`;
const to = 'security@example.com';

it('frames an email and leaves the link whole on a line of its own', () => {
  const message = `Decide here, and think about it:\r\n\r\n${link}\r\n\r\nWhat is deleted cannot be brought back.\n`;
  expect(formatEmail({ to, subject: 'Approve?', message }, 40)).toBe(
    [
      '+-- Email ------------------------------',
      '| To:      security@example.com',
      '| Subject: Approve?',
      '|',
      '| Decide here, and think about it:',
      '|',
      link,
      '|',
      '| What is deleted cannot be brought',
      '| back.',
      '+---------------------------------------',
    ].join('\n'),
  );
});

it('puts a link inside a sentence on a line of its own', () => {
  const lines = formatEmail({ to, subject: '', message: `Open ${link}. It is yours.` }).split('\n');
  expect(lines.slice(4, -1)).toEqual(['| Open', link, '| . It is yours.']);
});

it.each([`  ${link}  `, `\t${link}`])('frames no spaces around a link', (message) => {
  expect(formatEmail({ to, subject: '', message }).split('\n').slice(4, -1)).toEqual([link]);
});

it('keeps other links whole', () => {
  const url = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html';
  expect(
    formatEmail({ to, subject: '', message: `See ${url}` }, 40)
      .split('\n')
      .at(-2),
  ).toBe(`| ${url}`);
});

it('shows control characters as escapes, wherever they are', () => {
  const text = formatEmail({ to: 'a\u001b[2J', subject: 'b\u001b[2J\nc', message: 'd\u001b[2J' });
  expect(text.split('\n').slice(1, -1)).toEqual([
    '| To:      a\\u001b[2J',
    '| Subject: b\\u001b[2J\\u000ac',
    '|',
    '| d\\u001b[2J',
  ]);
});
