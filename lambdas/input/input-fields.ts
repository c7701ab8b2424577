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
