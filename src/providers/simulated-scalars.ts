import { numberAt } from '../engine/schema/keywords';
import { own } from '../json/json';
import type { Json, JsonObject } from '../json/json';
import { textMatching } from './simulated-pattern';
import { pick, remark, sentences, simulatedText, title } from './simulated-text';
import type { Voice } from './simulated-text';

const GROWS = /score|rating|grade|quality|points|confidence|progress|percent|accuracy|probability/i;
const FRACTION = /confidence|probability|accuracy|ratio|fraction/i;
const SAYS_YES =
  /^(?:is|has)?_?(?:approved?|accepted?|done|finish(?:ed)?|complete[d]?|pass(?:ed|es)?|ok|okay|ready|valid|success(?:ful)?|good|yes|stop|satisf\w*|publish(?:ed)?)/i;
const SAYS_NO =
  /^(?:needs?|requires?|should_?(?:continue|revise|retry)|revis|retry|reject|fail|continue|more|again|no$|issue)/i;

/** How good a simulated judge finds it: from about 0.4 in a loop's first iteration to 1, high when it approves. */
function maturity(voice: Voice): number {
  const grown = Math.min(1, 0.4 + 0.13 * voice.iteration + 0.18 * voice.random());
  return voice.approves ? Math.max(grown, 0.8 + 0.2 * voice.random()) : Math.min(grown, 0.75);
}

/** A boolean; one that approves or asks for more says what the answer thinks. */
export function simulatedBoolean(name: string, voice: Voice): boolean {
  if (SAYS_NO.test(name)) return !voice.approves;
  return SAYS_YES.test(name) ? voice.approves : voice.random() < 0.5;
}

/** One of an enumeration; an approving one when the answer approves. */
export function simulatedChoice(options: readonly Json[], voice: Voice): Json {
  const approving = options.filter((option) => typeof option === 'string' && SAYS_YES.test(option));
  const others = options.filter((option) => !approving.includes(option) && option !== null);
  const approve = approving.length > 0 && (others.length === 0 || voice.approves);
  const [first = options[0] ?? null, ...rest] = approve ? approving : others;
  return pick(voice.random, [first, ...rest]);
}

/** A number within the schema's limits, or within what its name suggests; a score grows with the iteration. */
export function simulatedNumber(schema: JsonObject, name: string, whole: boolean, voice: Voice): number {
  const unit = numberAt(schema, 'multipleOf') ?? (whole ? 1 : undefined);
  const [low, high] = limits(schema, name, whole, unit);
  const share = GROWS.test(name) ? maturity(voice) : voice.random();
  const value = low + share * (high - low);
  if (unit !== undefined && unit > 0) {
    // In whole numbers of units, as those within the limits may be few.
    const least = Math.ceil(low / unit - 1e-9);
    const most = Math.floor(high / unit + 1e-9);
    return Number((Math.min(Math.max(Math.round(value / unit), least), most) * unit).toPrecision(12));
  }
  const digits = high - low >= 5 ? 1 : 2;
  const rounded = Number(value.toFixed(digits));
  return rounded >= low && rounded <= high ? rounded : value;
}

function limits(
  schema: JsonObject,
  name: string,
  whole: boolean,
  unit: number | undefined,
): readonly [number, number] {
  const step = unit ?? 1e-3;
  const above = numberAt(schema, 'exclusiveMinimum');
  const below = numberAt(schema, 'exclusiveMaximum');
  const least = Math.max(
    numberAt(schema, 'minimum') ?? -Infinity,
    above === undefined ? -Infinity : above + step,
  );
  const most = Math.min(
    numberAt(schema, 'maximum') ?? Infinity,
    below === undefined ? Infinity : below - step,
  );
  const [usualLow, usualHigh] = usual(name, whole);
  if (least === -Infinity && most === Infinity) return [usualLow, usualHigh];
  if (least === -Infinity) return [Math.min(usualLow, most - (usualHigh - usualLow)), most];
  if (most === Infinity) return [least, Math.max(usualHigh, least + (usualHigh - usualLow))];
  return [least, Math.max(least, most)];
}

function usual(name: string, whole: boolean): readonly [number, number] {
  if (/percent|progress/i.test(name)) return [0, 100];
  if (!whole && FRACTION.test(name)) return [0, 1];
  if (GROWS.test(name)) return [1, 10];
  if (/year/i.test(name)) return [1990, 2030];
  return [0, 100];
}

/** A string of the schema's format, pattern and length; its name says what it tells about. */
export function simulatedString(schema: JsonObject, name: string, voice: Voice): string {
  const pattern = own(schema, 'pattern');
  const matching = typeof pattern === 'string' ? textMatching(pattern, voice.random) : undefined;
  if (matching !== undefined) return matching;
  const format = own(schema, 'format');
  const formatted = typeof format === 'string' ? ofFormat(format, voice) : undefined;
  if (formatted !== undefined) return formatted;
  const least = numberAt(schema, 'minLength') ?? 0;
  const most = numberAt(schema, 'maxLength') ?? Infinity;
  let text = named(name, voice);
  while (text.length < least && text.length < 10_000) text += ` ${sentences(voice, 1)}`;
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  const space = cut.lastIndexOf(' ');
  return space >= Math.max(least, 1) ? cut.slice(0, space) : cut;
}

function named(name: string, voice: Voice): string {
  if (/feedback|comment|note|suggest|critique|reason|remark|issue|problem|improve|advice/i.test(name)) {
    return remark(voice);
  }
  if (/title|name|topic|subject|label|category|tag|keyword|heading/i.test(name)) return title(voice);
  if (/e-?mail/i.test(name)) return ofFormat('email', voice) ?? '';
  if (/url|link|href/i.test(name)) return ofFormat('uri', voice) ?? '';
  if (/(?:^|_)id$|Id$/.test(name)) return hex(voice, 8);
  if (/date/i.test(name)) return ofFormat('date', voice) ?? '';
  return simulatedText(voice);
}

function ofFormat(format: string, voice: Voice): string | undefined {
  const { random } = voice;
  const two = (least: number, count: number): string =>
    String(least + Math.floor(random() * count)).padStart(2, '0');
  const date = `20${two(20, 10)}-${two(1, 12)}-${two(1, 28)}`;
  const time = `${two(0, 24)}:${two(0, 60)}:${two(0, 60)}Z`;
  switch (format) {
    case 'date':
      return date;
    case 'time':
      return time;
    case 'date-time':
      return `${date}T${time}`;
    case 'email':
      return `simulated.${hex(voice, 4)}@example.com`;
    case 'uri':
    case 'url':
    case 'iri':
      return `https://example.com/simulated/${hex(voice, 6)}`;
    case 'hostname':
      return `${hex(voice, 6)}.example.com`;
    case 'ipv4':
      return `192.0.2.${1 + Math.floor(random() * 254)}`;
    case 'uuid':
      return `${hex(voice, 8)}-${hex(voice, 4)}-4${hex(voice, 3)}-a${hex(voice, 3)}-${hex(voice, 12)}`;
    default:
      return undefined;
  }
}

function hex(voice: Voice, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(voice.random() * 16).toString(16)).join('');
}
