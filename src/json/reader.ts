import { Complaints } from './complaints';
import type { Json } from './json';
import { DEPTH_LIMIT } from './limits';
import type { PlaceList } from './place-list';
import type { ProblemList } from './problem';
import { Spaces } from './spaces';
import { decodeString, readString } from './string-reader';
import { readWord, startsWord } from './words';

const QUOTE = 34;
const APOSTROPHE = 39;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const STOP = /[\s"'[\]{},:]/;

/** Thrown by the reader when lists and objects nest too far; reading on could overflow the stack. */
export class TooDeep extends Error {
  readonly at: number;

  constructor(at: number) {
    super('too deep');
    this.at = at;
  }
}

/** Reads one text from its beginning to its end, going on after whatever is wrong. */
export class Reader {
  private readonly text: string;
  private readonly list: ProblemList;
  private readonly places: PlaceList;
  private readonly spaces: Spaces;
  private readonly complaints: Complaints;
  private at = 0;
  private depth = 0;
  private openLists = 0;
  private openObjects = 0;

  constructor(text: string, list: ProblemList, places: PlaceList) {
    this.text = text;
    this.list = list;
    this.places = places;
    this.spaces = new Spaces(text, list);
    this.complaints = new Complaints(text, list);
  }

  /** The value of the whole text. */
  read(): Json | undefined {
    let value: Json | undefined;
    let start = 0;
    while (value === undefined) {
      this.skip();
      if (this.at >= this.text.length) return this.complaints.empty();
      start = this.at;
      value = this.value(-1, -1);
    }
    this.skip();
    if (this.at < this.text.length) this.complaints.afterEnd(start, this.at);
    return value;
  }

  /** The value that begins here; what cannot begin one is reported and passed over, giving `undefined`. */
  private value(keyFrom: number, keyTo: number): Json | undefined {
    const from = this.at;
    switch (this.text.charCodeAt(from)) {
      case QUOTE:
      case APOSTROPHE: {
        const node = this.places.open(from, keyFrom, keyTo);
        const value = this.string();
        this.places.close(node, this.at);
        return value;
      }
      case OPEN_LIST: {
        const node = this.places.open(from, keyFrom, keyTo);
        const value = this.items();
        this.places.close(node, this.at);
        return value;
      }
      case OPEN_OBJECT: {
        const node = this.places.open(from, keyFrom, keyTo);
        const value = this.members();
        this.places.close(node, this.at);
        return value;
      }
    }
    if (!startsWord(this.text, this.at)) {
      this.unexpected();
      return undefined;
    }
    const node = this.places.open(from, keyFrom, keyTo);
    const word = readWord(this.text, from, this.list);
    this.at = word.to;
    this.places.close(node, this.at);
    return word.value;
  }

  private items(): Json[] {
    const open = this.at++;
    const items: Json[] = [];
    let comma = -1;
    this.enter(open);
    this.openLists++;
    for (;;) {
      this.skip();
      const code = this.text.charCodeAt(this.at);
      if (code === CLOSE_LIST) {
        this.closing(comma);
        break;
      }
      if (code === COMMA) {
        comma = this.comma(comma, items.length === 0);
        continue;
      }
      if (this.endsUnclosed(open, code === CLOSE_OBJECT && this.openObjects > 0)) break;
      if (comma < 0 && items.length > 0 && this.startsValue(code)) this.complaints.missingComma(this.at);
      const item = this.value(-1, -1);
      if (item === undefined) continue;
      items.push(item);
      comma = -1;
    }
    this.openLists--;
    this.depth--;
    return items;
  }

  private members(): Json {
    const open = this.at++;
    const members: Record<string, Json> = {};
    let comma = -1;
    let isFirst = true;
    this.enter(open);
    this.openObjects++;
    for (;;) {
      this.skip();
      const code = this.text.charCodeAt(this.at);
      if (code === CLOSE_OBJECT) {
        this.closing(comma);
        break;
      }
      if (code === COMMA) {
        comma = this.comma(comma, isFirst);
        continue;
      }
      if (this.endsUnclosed(open, code === CLOSE_LIST && this.openLists > 0)) break;
      if (!this.startsKey(code)) {
        this.unexpected();
        continue;
      }
      if (comma < 0 && !isFirst) this.complaints.missingComma(this.at);
      this.member(members);
      comma = -1;
      isFirst = false;
    }
    this.openObjects--;
    this.depth--;
    return members;
  }

  private member(members: Record<string, Json>): void {
    const from = this.at;
    const key = this.key();
    const to = this.at;
    this.skip();
    if (this.text.charCodeAt(this.at) === COLON) this.at++;
    else this.complaints.missingColon(key, from, to);
    this.skip();
    const code = this.text.charCodeAt(this.at);
    if (!this.startsValue(code)) {
      this.complaints.missingValue(key, from, to);
      return;
    }
    const node = this.places.size();
    const value = this.value(from, to);
    if (value === undefined) return;
    if (to - from !== key.length + 2 || this.text.charCodeAt(from) !== QUOTE) this.places.nameKey(node, key);
    if (Object.hasOwn(members, key)) this.complaints.duplicateKey(key, from, to);
    // An assignment would change the prototype instead.
    if (key === '__proto__') {
      Object.defineProperty(members, key, { value, writable: true, enumerable: true, configurable: true });
    } else members[key] = value;
  }

  private key(): string {
    const code = this.text.charCodeAt(this.at);
    if (code === QUOTE || code === APOSTROPHE) return this.string();
    const from = this.at;
    while (startsWord(this.text, this.at)) this.at++;
    const key = this.text.slice(from, this.at);
    this.complaints.unquotedKey(key, from, this.at);
    return key;
  }

  /** Common strings are a slice of the text, those with escapes are decoded natively. */
  private string(): string {
    const { text } = this;
    const from = this.at;
    let hasEscapes = false;
    for (let at = from + 1; text.charCodeAt(from) === QUOTE; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        if (!hasEscapes) return text.slice(from + 1, at);
        const decoded = decodeString(text.slice(from, this.at));
        if (decoded !== undefined) return decoded;
        break;
      }
      if (code === BACKSLASH) {
        hasEscapes = true;
        at++;
      }
      // Also at the end of the text, where the code is not a number.
      else if (!(code >= 32)) break;
    }
    const { value, to } = readString(text, from, this.list);
    this.at = to;
    return value;
  }

  private closing(comma: number): void {
    if (comma >= 0) this.complaints.trailingComma(comma);
    this.at++;
  }

  /** Passes over a comma; gives where the one stands that a value has to follow. */
  private comma(before: number, isFirst: boolean): number {
    const at = this.at++;
    if (before < 0 && !isFirst) return at;
    this.complaints.idleComma(at);
    return before;
  }

  /** Whether a list or object ends here without its bracket: with the text or with what is around it. */
  private endsUnclosed(open: number, endsAround: boolean): boolean {
    if (this.at < this.text.length && !endsAround) return false;
    this.complaints.unclosed(open, this.at);
    return true;
  }

  /** Passes over what can begin neither value nor key. */
  private unexpected(): void {
    const from = this.at++;
    while (
      this.at < this.text.length &&
      !STOP.test(this.text.charAt(this.at)) &&
      !startsWord(this.text, this.at)
    )
      this.at++;
    this.complaints.unexpected(from, this.at);
  }

  private startsValue(code: number): boolean {
    return (
      code === QUOTE ||
      code === APOSTROPHE ||
      code === OPEN_LIST ||
      code === OPEN_OBJECT ||
      startsWord(this.text, this.at)
    );
  }

  private startsKey(code: number): boolean {
    return code === QUOTE || code === APOSTROPHE || startsWord(this.text, this.at);
  }

  private enter(open: number): void {
    if (++this.depth > DEPTH_LIMIT) throw new TooDeep(open);
  }

  private skip(): void {
    const code = this.text.charCodeAt(this.at);
    if (code > 32 && code < 127 && code !== 47) return;
    this.at = this.spaces.skip(this.at);
  }
}
