// Draws the figures of the benchmark: node scripts/figures.mjs <file that `npm run bench -- --json` wrote> [<picture>].
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './dependencies.mjs';

const width = 900;
const row = 30;
const head = 46;
const foot = 30;
/** Where the names end, where the axis ends, and where the numbers begin, px. */
const left = 450;
const right = 750;
const numbers = 766;
/** The axis: how many times the bar is reached or undershot, to the power of ten. */
const least = -1;
const most = 2;

/**
 * A picture of how far each figure is from its bar: right of the line it is met, by so many times. Readable on
 * light and dark grounds. Figures without a bar, or with one of 0, are left out.
 *
 * @param {{ date: string, cores: number, browser: string, figures: readonly object[] }} measured
 * @returns {string} SVG
 */
export function pictureOf({ date, cores, browser, figures }) {
  const rows = figures.flatMap((figure) => {
    const times = timesOf(figure);
    return times === undefined ? [] : [{ ...figure, times }];
  });
  const height = head + rows.length * row + foot;
  const parts = [
    `<title id="title">Figures of the benchmark against their bars</title>`,
    `<desc id="desc">${escaped(rows.map(spoken).join('; '))}</desc>`,
    style,
    ...[-1, 0, 1, 2].map((power) => grid(power, height - foot)),
    `<text class="axis" x="${left - 32}" y="26" text-anchor="end">times the bar</text>`,
    ...rows.map((figure, n) => bar(figure, head + n * row)),
    `<text class="axis" x="16" y="${height - 10}">${escaped(`${date}, ${cores} cores, ${browser}`)}</text>`,
  ];
  const box = `0 0 ${width} ${height}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" role="img" aria-labelledby="title desc">\n${parts.join('\n')}\n</svg>\n`;
}

// A picture in a page knows the theme of the system, not of the page: so these can be read on white and on black alike.
const style = `<style>
text { font: 12px system-ui, sans-serif; fill: #77777f }
.axis { font-size: 11px }
.grid { stroke: #88888f; stroke-opacity: 0.3 }
.bar { stroke: #88888f; stroke-width: 2 }
.met { fill: #3b78d8 }
.missed { fill: #d0701c }
</style>`;

/** How many times better than its bar a figure is; undefined without a bar to divide by. */
function timesOf({ subject, ratio, bar: wanted }) {
  const value = ratio ?? subject.value;
  if (!wanted) return undefined;
  if ('least' in wanted) return value / wanted.least;
  return wanted.most === 0 ? undefined : wanted.most / value;
}

function at(times) {
  const power = Math.min(most, Math.max(least, Math.log10(times)));
  return left + ((power - least) / (most - least)) * (right - left);
}

function grid(power, bottom) {
  const x = at(10 ** power);
  const label = power < 0 ? '1/10' : `${10 ** power}`;
  return `<line class="${power === 0 ? 'bar' : 'grid'}" x1="${x}" x2="${x}" y1="${head - 10}" y2="${bottom}"/><text class="axis" x="${x}" y="26" text-anchor="middle">${label}</text>`;
}

function bar(figure, top) {
  const { times, verdict } = figure;
  const [from, to] = [at(1), at(times)].sort((a, b) => a - b);
  const middle = top + row / 2 + 4;
  return [
    `<text class="name" x="${left - 12}" y="${middle}" text-anchor="end">${escaped(named(figure))}</text>`,
    `<rect class="${verdict}" x="${from.toFixed(1)}" y="${top + 6}" width="${Math.max(2, to - from).toFixed(1)}" height="${row - 12}" rx="2"/>`,
    `<text x="${numbers}" y="${middle}">${escaped(against(figure))}</text>`,
  ].join('');
}

/** Its name, and for the same figure against several what it is compared with; at most so many letters. */
function named({ name, reference }) {
  const whole = reference ? `${name.trim()}, against ${reference.of}` : name.trim();
  return whole.length > 66 ? `${whole.slice(0, 65)}…` : whole;
}

function against({ subject, ratio, bar: wanted }) {
  const value = ratio ?? subject.value;
  const sign = 'least' in wanted ? `≥ ${wanted.least}` : `≤ ${wanted.most}`;
  return `${value.toLocaleString('en', { maximumSignificantDigits: 3 })} (${sign})`;
}

function spoken(figure) {
  return `${named(figure)}: ${against(figure)}, ${figure.verdict}`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , file, picture = join(root, 'docs/pictures/figures.svg')] = process.argv;
  if (file === undefined) {
    console.error('node scripts/figures.mjs <figures.json> [<picture.svg>]');
    process.exitCode = 1;
  } else {
    writeFileSync(picture, pictureOf(JSON.parse(readFileSync(file, 'utf8'))));
    console.log(picture);
  }
}
