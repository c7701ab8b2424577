import { expect, it } from 'vitest';
import { cloudNotice } from '../../../cli/terminal/cloud-notice';

const caller = { arn: 'arn:aws:iam::111122223333:user/ana', organizationId: 'o-1', management: 'management' };
const notice = {
  caller,
  purges: true,
  approve: 'none',
  isDecided: false,
  folder: 'here',
  notes: [],
} as const;

it.each([
  [notice, 'The whole plan is refused, through the approval page (--approve none).'],
  [{ ...notice, purges: false }, 'An audit: it reads and reports, and deletes nothing (--purge would).'],
  [
    { ...notice, isDecided: true },
    'What was decided before counts, and nobody is asked again: what is left of that is done.',
  ],
])('says before it begins what may be deleted, and who decides: %#', (about, sentence) => {
  const { approve: _, ...others } = about;
  for (const approve of [about.approve, ...(about.isDecided ? (['ask', 'all'] as const) : [])])
    expect(cloudNotice({ ...others, approve }).split('\n')[2]).toBe(sentence);
});
