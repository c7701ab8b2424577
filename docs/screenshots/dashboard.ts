import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { keptAssembly } from '../../cli/run/kept-assembly';
import { appStackName } from '../../lib/app-stack-name';
import { startBrowser } from '../../test/support/browser';

/**
 * Draws the dashboard as its JSON in the template says, with numbers that an organization might have in a year of weekly
 * audits: `npx tsx docs/screenshots/dashboard.ts`. CloudWatch draws it in its own way; what is drawn, and where, is this.
 */
const Widget = z.object({
  type: z.string(),
  width: z.number(),
  height: z.number(),
  x: z.number(),
  y: z.number(),
  properties: z.object({ title: z.string(), metrics: z.array(z.array(z.unknown())) }),
});
const Body = z.object({ start: z.string().optional(), widgets: z.array(Widget) });

interface Line {
  readonly label: string;
  readonly name: string;
}

/** The visible metrics of a widget. In the JSON `.` and `...` stand for what the metric before it has. */
function linesOf(metrics: unknown[][]): Line[] {
  let names: string[] = [];
  const byId = new Map<string, string>();
  const lines = metrics.map((metric) => {
    const last = metric.at(-1);
    const options = (typeof last === 'object' ? last : {}) as Record<string, unknown>;
    const parts = metric.filter((part) => typeof part === 'string').map(String);
    if (parts.length > 0)
      names = parts.flatMap((part, at) =>
        part === '...' ? names : part === '.' ? [names[at] ?? ''] : [part],
      );
    if (options.id && parts.length > 0) byId.set(String(options.id), names[1] ?? '');
    const inExpression = /FILL\((\w+),/.exec(String(options.expression ?? ''))?.[1];
    return {
      label: String(options.label ?? names[1]),
      name: names[1] ?? '',
      hidden: options.visible === false,
      inExpression,
    };
  });
  return lines
    .filter(({ hidden }) => !hidden)
    .map(({ label, name, inExpression }) => ({
      label,
      name: inExpression ? (byId.get(inExpression) ?? '') : name,
    }));
}

const weeks = Array.from({ length: 52 }, (_, week) => week);
/** A purge in week 12; a password comes back in week 33 and is purged in week 36. */
const before = (week: number) => week < 12;
const series: Record<string, (week: number) => number> = {
  AccountsWithoutRootCredentials: (week) => (before(week) ? 402 + week : week >= 33 && week < 36 ? 486 : 488),
  AccountsWithRootCredentials: (week) => (before(week) ? 86 - week : week >= 33 && week < 36 ? 2 : 1),
  AccountsUnknown: (week) => (week < 20 ? 4 : week < 44 ? 3 : 4),
  SigningCertificatesLeft: (week) => (before(week) ? 3 : 0),
  AccessKeysLeft: (week) => (before(week) ? 41 - Math.floor(week / 3) : 1),
  PasswordsLeft: (week) => (before(week) ? 74 : week >= 33 && week < 36 ? 1 : 0),
  MfaDevicesLeft: (week) => (before(week) ? 63 : 0),
  LongestUnknownRuns: (week) => (week < 20 ? week : week - 20),
  OldestAccessKeyDays: (week) => (before(week) ? 2900 + week * 7 : 700 + week * 7),
  RootCredentialsFound: (week) => (before(week) ? 181 : week >= 33 && week < 36 ? 2 : 1),
  RootCredentialsBack: (week) => (week >= 33 && week < 36 ? 1 : 0),
};
const amountOf = (name: string, week: number) =>
  series[name]?.(week) ?? (week % 13 === 12 ? 170 : week % 5 === 0 ? 2 : 1);

const colors = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f'];
const cell = { width: 52, height: 46 };

function chart(lines: Line[], width: number, height: number): string {
  const most = Math.max(1, ...lines.flatMap(({ name }) => weeks.map((week) => amountOf(name, week))));
  const x = (week: number) => (week / 51) * (width - 40) + 34;
  const y = (value: number) => height - 14 - (value / most) * (height - 24);
  const drawn = lines.map(({ name }, index) => {
    const points = weeks.map((week) => `${x(week).toFixed(1)},${y(amountOf(name, week)).toFixed(1)}`);
    return `<polyline fill="none" stroke="${colors[index % 8]}" stroke-width="1.6" points="${points.join(' ')}"/>`;
  });
  const legend = lines.map(
    ({ label }, index) => `<span style="color:${colors[index % 8]}">■</span> ${label}`,
  );
  return `<svg width="${width}" height="${height}"><text x="0" y="14">${most}</text><text x="0" y="${height - 14}">0</text>
    <line x1="34" x2="${width - 6}" y1="${height - 14}" y2="${height - 14}" stroke="#bbb"/>${drawn.join('')}</svg>
    <p>${legend.join(' &nbsp; ')}</p>`;
}

const numbers = (lines: Line[]) =>
  `<div class="numbers">${lines.map(({ label, name }) => `<div><b>${amountOf(name, 51)}</b><br>${label}</div>`).join('')}</div>`;

const assembly = await keptAssembly({ approvers: ['alice@example.com'] });
const template = JSON.parse(readFileSync(join(assembly, `${appStackName}.template.json`), 'utf8'));
const resources: { Type: string; Properties: { DashboardBody: unknown } }[] = Object.values(
  template.Resources,
);
const body = resources.find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')?.Properties.DashboardBody;
/** Names that only the deployment knows stand as their logical IDs. */
const text = JSON.stringify(body).startsWith('{')
  ? (body as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]
      .map((part) => (typeof part === 'string' ? part : String(Object.values(part as object)[0])))
      .join('')
  : String(body);
const { widgets } = Body.parse(JSON.parse(text));
const html = widgets.map(({ type, x, y, width, height, properties: { title, metrics } }) => {
  const lines = linesOf(metrics);
  const [left, top, wide, high] = [
    x * cell.width,
    y * cell.height,
    width * cell.width - 8,
    height * cell.height - 8,
  ];
  const isGraph =
    type === 'metric' && !title.startsWith('Member accounts') && !title.startsWith('Root credentials, in');
  const content = isGraph ? chart(lines, wide - 20, high - 74) : numbers(lines);
  return `<section style="left:${left}px;top:${top}px;width:${wide}px;height:${high}px"><h2>${title}</h2>${content}</section>`;
});
const browser = await startBrowser();
if (!browser) throw new Error('No browser can start on this machine.');
const page = await browser.newPage({ viewport: { width: 24 * cell.width + 20, height: 900 } });
const bottom = Math.max(...widgets.map(({ y, height }) => (y + height) * cell.height));
await page.setContent(`<style>body{margin:6px;background:#f2f3f3;font:11px sans-serif;position:relative;height:${bottom}px}
  section{position:absolute;background:#fff;border:1px solid #ddd;box-sizing:border-box;padding:8px;overflow:hidden}
  h2{font-size:13px;margin:0 0 6px} p{margin:4px 0;line-height:1.5} .numbers{display:flex;gap:36px;font-size:12px}
  b{font-size:30px}</style>${html.join('')}`);
await page.screenshot({
  path: join(fileURLToPath(new URL('.', import.meta.url)), 'dashboard.png'),
  fullPage: true,
});
await browser.close();
