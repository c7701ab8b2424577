import { expect, it } from 'vitest';
import { isScheduleExpression } from '../../lib/schedule-expression';

const year = new Date().getFullYear();

it.each([
  'rate(1 day)',
  'rate(7 days)',
  'cron(0 6 ? * MON *)',
  'cron(0 6 LW * ? *)',
  'cron(0 6 31 * ? *)',
  'cron(0 6 29 2 ? *)',
  'cron(0 6 29 FEB ? *)',
  'cron(0 6 1,31 2 ? *)',
  'cron(0 6 31 2,3 ? *)',
  'cron(0 6 31 APR-MAY ? *)',
  'cron(0 6 31 2/1 ? *)',
  'cron(0 6 31 */2 ? *)',
  `cron(0 6 1 1 ? ${year})`,
  `cron(0 6 1 1 ? 2020,${year + 1})`,
  `cron(0 6 1 1 ? 2020-${year})`,
  'cron(0 6 1 1 ? 2020/2)',
])('takes %s', (expression) => {
  expect(isScheduleExpression(expression)).toBe(true);
});

it.each([
  '',
  'rate(0 days)',
  'rate(1.5 days)',
  'cron(0 6 * * * *)',
  'cron(0 6 * * ?)',
  'cron(61 6 * * ? *)',
  'cron(0 6 * * ? *) ',
  'cron(0 6 30 2 ? *)',
  'cron(0 6 30 feb ? *)',
  'cron(0 6 31 2,4,JUN ? *)',
  'cron(0 6 31W 9/2 ? *)',
  'cron(0 6 31 SEP/2 ? *)',
  'cron(0 6 1 1 ? 2020)',
  `cron(0 6 1 1 ? 2019,2020-${year - 1})`,
])('refuses %j, which is none or never comes', (expression) => {
  expect(isScheduleExpression(expression)).toBe(false);
});
