import { expect } from 'vitest';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html (`Subject`) */
export function expectSubjectForSns(subject: string): void {
  expect(subject).toMatch(/^[\x21-\x7e][\x20-\x7e]*$/);
  expect(subject.length).toBeLessThan(100);
}
