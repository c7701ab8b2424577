import cronValidate from 'cron-validate';

/** A CommonJS module without an ESM twin: Node.js and esbuild give all that it exports, other loaders its default. */
const defaultOf = <Default extends object>(imported: Default | { default: Default }): Default =>
  'default' in imported ? imported.default : imported;
const cron = defaultOf(cronValidate);

/** What is told of an expression that is none, or that no time ever suits. */
export const expressionRule =
  'rate(7 days), or cron(0 6 ? * MON *) with six fields, ? for one of the two kinds of day, for a day that comes';

/**
 * Whether it is a rate or a cron expression of EventBridge Scheduler, which takes the same ones as the rules of what was
 * CloudWatch Events, and one that is ever due.
 */
export function isScheduleExpression(text: string): boolean {
  const [, fields = ''] = /^cron\(([^()]+)\)$/.exec(text) ?? [];
  if (/^rate\([1-9]\d* (minute|hour|day)s?\)$/.test(text)) return true;
  return cron(fields, { preset: 'aws-cloud-watch' }).isValid() && everComes(fields);
}

/** Whether there is a year left in it, and a month that has its day. */
function everComes(fields: string): boolean {
  const [, , day = '', month = '', , year = ''] = fields.split(' ');
  const lastYear = Math.max(
    ...year.split(',').map((part) => Number(/(?:^|-)(\d+)$/.exec(part)?.[1] ?? Infinity)),
  );
  const firstDay = Math.min(...day.split(',').map((part) => Number(/^\d+/.exec(part)?.[0] ?? 1)));
  return lastYear >= new Date().getFullYear() && firstDay <= Math.max(...monthsIn(month).map(daysIn));
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** In a leap year. */
const daysIn = (month: number) => new Date(Date.UTC(2028, month, 0)).getUTCDate();

/** The months, 1 to 12, of a field such as `*`, `2,4`, `FEB-APR` or `2/4`. */
function monthsIn(field: string): number[] {
  const numberOf = (name: string) => monthNames.indexOf(name.toUpperCase()) + 1 || Number(name);
  return field.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [from = '', to = step === undefined ? from : '12'] = range.split('-');
    const all = Array.from(monthNames, (_, index) => index + 1);
    const within =
      from === '*' ? all : all.filter((month) => month >= numberOf(from) && month <= numberOf(to));
    return within.filter((month) => (month - (within[0] ?? 0)) % Number(step ?? 1) === 0);
  });
}
