/** Browsers lay out no box higher than this; beyond it, scrolling moves faster than the rows. */
const highest = 8_000_000;

/** Rows laid out above and below those in sight. */
const margin = 4;

/** A long list of rows of one height in a box that scrolls: only those in sight have to be on the page. All in px. */
export class TallList {
  /** The box, and what it tells of itself. */
  scroller = $state.raw<HTMLElement>();
  height = $state(0);
  top = $state(0);
  /** The end is to be kept in sight, until the reader goes up from it. */
  tail = $state(true);
  /** Height of the box when it was scrolled last. */
  #seen = 0;

  readonly #line: () => number;
  readonly #total: () => number;
  readonly #full = $derived.by(() => this.#total() * this.line);
  /** Height of what is scrolled. */
  readonly tall = $derived(Math.min(this.#full, highest));
  /** Of rows for each px of scrolling. */
  readonly factor = $derived(
    this.#full > highest ? (this.#full - this.height) / Math.max(1, this.tall - this.height) : 1,
  );
  readonly #offset = $derived(this.top * this.factor);
  /** Rows that can be seen at once. */
  readonly inSight = $derived.by(() => Math.ceil(this.height / this.line));
  /** The first row wanted on the page, and how many. */
  readonly first = $derived.by(() => Math.max(0, Math.floor(this.#offset / this.line) - margin));
  readonly count = $derived.by(() => this.inSight + 2 * margin);

  /** `line`: height of a row; `total`: how many rows there are. */
  constructor(line: () => number, total: () => number) {
    this.#line = line;
    this.#total = total;
  }

  get line(): number {
    return this.#line();
  }

  /** Where a row stands in what is scrolled. */
  placeOf(index: number): number {
    return index * this.line - this.#offset + this.top;
  }

  /** To be called when the box was scrolled. */
  scrolled(): void {
    const { scroller, top } = this;
    if (!scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    // Rows that have come meanwhile move the end away, and a box that grows moves what it shows down: neither leaves it.
    if (scrollTop + clientHeight >= scrollHeight - 4) this.tail = true;
    else if (scrollTop < top && clientHeight <= this.#seen) this.tail = false;
    this.#seen = clientHeight;
    this.top = scrollTop;
  }

  /** Scrolls as far as needed to bring a row into sight. */
  reveal(index: number): void {
    const { scroller, line } = this;
    if (!scroller) return;
    const from = index * line;
    const above = from + line - this.height;
    const offset = scroller.scrollTop * this.factor;
    // A box scrolls by whole px, which may be several of rows.
    if (from < offset) scroller.scrollTop = Math.floor(from / this.factor);
    else if (above > offset) scroller.scrollTop = Math.ceil(above / this.factor);
  }
}
