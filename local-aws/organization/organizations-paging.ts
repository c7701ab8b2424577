import { AwsError } from '../wire/aws-error';
import { optional, type Parameters } from '../wire/parameters';

const LARGEST_PAGE = 20;
/** Lists longer than this have empty pages. */
const SHORT_LIST = 10;

/**
 * One page of a list in Organizations' way: `MaxResults` (1–20, 20 by default) and `NextToken`. AWS warns that a
 * page may be empty although more follow; here the first page of a list of more than ten items is, and then every
 * third (https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html).
 */
export function organizationsPage<T>(items: readonly T[], parameters: Parameters) {
  const size = pageSize(parameters);
  const { start, pageNumber } = decode(optional(parameters, 'NextToken'));
  const isEmpty = items.length > SHORT_LIST && pageNumber % 3 === 0;
  const end = isEmpty ? start : start + size;
  const rest: { NextToken?: string } = end < items.length ? { NextToken: encode(end, pageNumber + 1) } : {};
  return { page: items.slice(start, end), rest };
}

function pageSize(parameters: Parameters): number {
  const size = Number(optional(parameters, 'MaxResults') ?? LARGEST_PAGE);
  if (!(size >= 1)) throw invalidInput('MIN_VALUE_EXCEEDED');
  if (size > LARGEST_PAGE) throw invalidInput('MAX_VALUE_EXCEEDED');
  return size;
}

const encode = (start: number, pageNumber: number) =>
  Buffer.from(`item ${start} page ${pageNumber}`).toString('base64');

function decode(token: string | undefined): { start: number; pageNumber: number } {
  if (!token) return { start: 0, pageNumber: 0 };
  const numbers = Buffer.from(token, 'base64')
    .toString()
    .match(/^item (\d+) page (\d+)$/);
  if (!numbers) throw invalidInput('INVALID_PAGINATION_TOKEN');
  return { start: Number(numbers[1]), pageNumber: Number(numbers[2]) };
}

/** Organizations' InvalidInputException; `reason` is one of the API's InvalidInputExceptionReason. */
export function invalidInput(reason: string): AwsError {
  return new AwsError('InvalidInputException', 'You specified an invalid value.', 400, {
    members: {
      Reason: reason,
    },
  });
}
