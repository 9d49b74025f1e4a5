/** A resume reads no more segments than this back to a checkpoint, unless the state outweighs them by far. */
const every = 16;
/**
 * Share of a checkpoint that the records since have to reach even then: a list of a hundred thousand items
 * would be written again with every few thousand of them, and all of it cost the square of their number.
 */
const share = 0.5;

/** Says which segments of a run carry its state, by what was written since the last one that does; all in characters. */
export class CheckpointPace {
  #checkpoint = 0;
  #since = 0;
  #segments = 0;

  /** Notes a segment with records of this size; whether the state should come with it. */
  add(size: number): boolean {
    this.#since += size;
    this.#segments += 1;
    return (
      this.#since >= this.#checkpoint || (this.#segments >= every && this.#since >= this.#checkpoint * share)
    );
  }

  /** Notes that the state, of this size, came with the last segment. */
  written(size: number): void {
    this.#checkpoint = size;
    this.#since = 0;
    this.#segments = 0;
  }
}
