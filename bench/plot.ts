/** A line of a plot. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A plot: its lines, and what its axes say. */
export interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
}

const size = { width: 640, height: 360, left: 70, right: 150, top: 40, bottom: 50 };
const colors = ['#0b5cad', '#b3261e', '#2e7d32', '#7b5e00'];

/** A line plot as SVG, both axes linear from 0, so that a straight line is linear growth. */
export function linePlot({ title, x, y, series }: Plot): string {
  const points = series.flatMap(({ points }) => points);
  const place = placeIn(Math.max(...points.map(([x]) => x)), Math.max(...points.map(([, y]) => y)));
  const { width, height, left, right, top, bottom } = size;
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => [
    text(...place.part(part, 0, 0, 20), place.xTick(part), 'middle'),
    text(...place.part(0, part, -8, 4), place.yTick(part), 'end'),
    line(place.part(0, part), place.part(1, part), '#dddddd'),
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${left}" y="22" font-size="14" font-weight="bold">${title}</text>`,
    ...ticks,
    text((left + width - right) / 2, height - 12, x, 'middle'),
    `<text transform="translate(16 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">${y}</text>`,
    ...series.flatMap((one, index) => drawn(one, place.point, colors[index] ?? '#000000')),
    '</svg>',
    '',
  ].join('\n');
}

type Point = [number, number];

function placeIn(mostX: number, mostY: number) {
  const { width, height, left, right, top, bottom } = size;
  const part = (x: number, y: number, dx = 0, dy = 0): Point => [
    left + x * (width - left - right) + dx,
    height - bottom - y * (height - top - bottom) + dy,
  ];
  const tick = (most: number) => (share: number) =>
    Number((share * most).toPrecision(3)).toLocaleString('en');
  return {
    part,
    point: ([x, y]: readonly [number, number]): Point => part(x / mostX, y / mostY),
    xTick: tick(mostX),
    yTick: tick(mostY),
  };
}

function drawn({ name, points }: Series, place: (point: readonly [number, number]) => Point, color: string) {
  const at = points.map(place);
  const [x, y] = at.at(-1) ?? [0, 0];
  return [
    `<polyline points="${at.map((point) => point.map(round).join(',')).join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>`,
    ...at.map(([x, y]) => `<circle cx="${round(x)}" cy="${round(y)}" r="3" fill="${color}"/>`),
    text(x + 8, y + 4, name, 'start', color),
  ];
}

const round = (value: number) => Math.round(value * 10) / 10;

function line([x1, y1]: Point, [x2, y2]: Point, color: string): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${color}"/>`;
}

function text(x: number, y: number, words: string, anchor: string, color = '#333333'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${color}">${words}</text>`;
}
