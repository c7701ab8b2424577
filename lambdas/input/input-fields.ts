import * as z from 'zod/mini';
import { hasVisibleText } from '../report/visible-text';

const accountRule = 'a 12-digit account ID as a string';
/** The field of an execution input that names one account. */
export const accountField = z.string(accountRule).check(z.regex(/^\d{12}$/, accountRule));

const reasonRule =
  'a text of 1 to 800 characters that can be seen: why this is needed; the approvers read it';
/** The field of a task input that says why the task is needed. */
export const reasonField = z
  .string(reasonRule)
  .check(z.refine(hasVisibleText, reasonRule), z.maxLength(800, reasonRule));

const startedByRule = 'a text of 1 to 2,048 characters that can be seen, such as the ARN of who starts it';
/** The field of an execution input that says who started it: a claim, which the report tells from what AWS recorded. */
export const startedByField = z.optional(
  z.string(startedByRule).check(z.refine(hasVisibleText, startedByRule), z.maxLength(2048, startedByRule)),
);
