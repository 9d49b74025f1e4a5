import { tick } from 'svelte';
import { focusRun } from '../parts/focus-run';
import type { Playground } from '../playground.svelte';
import { counted } from '../values';
import type { ListedRun } from './run-groups';

/** Which of the listed runs is shown in detail, and which are chosen together with it. */
export class RunChoice {
  selected = $state.raw<ReadonlySet<string>>(new Set());
  readonly several = $derived.by(() => this.#listed().filter(({ id }) => this.selected.has(id)));
  readonly chosen = $derived.by(() => {
    const { runs, run } = this.#playground;
    return this.#listed().find(({ id }) => id === (runs.chosen ?? run.id)) ?? this.#listed()[0];
  });

  readonly #playground: Playground;
  readonly #listed: () => readonly ListedRun[];

  constructor(playground: Playground, listed: () => readonly ListedRun[]) {
    this.#playground = playground;
    this.#listed = listed;
    // The list opens with the run on the page, not with the one that was chosen when it was left.
    playground.runs.chosen = playground.run.id ?? playground.runs.chosen;
  }

  /** Arrows move and with Shift choose several, Enter opens, Delete deletes. */
  key(event: KeyboardEvent): void {
    const { chosen } = this;
    const listed = this.#listed();
    const at = listed.findIndex((run) => run.id === chosen?.id);
    const goals: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: listed.length - 1,
    };
    const goal = goals[event.key];
    const run = goal === undefined ? undefined : listed[goal];
    if (run) {
      this.#playground.runs.chosen = run.id;
      document.getElementById(`run-${run.id}`)?.focus();
      this.selected = new Set(event.shiftKey ? [...this.selected, chosen?.id ?? run.id, run.id] : []);
    } else if (event.key === 'Delete' && chosen) {
      void this.remove();
    } else if (event.key === 'Enter' && chosen) {
      void openWithFocus(this.#playground, chosen.id);
    } else return;
    event.preventDefault();
  }

  /** A click chooses one run; with Shift all up to it, with Ctrl it as well or no longer. */
  click(event: MouseEvent, id: string): void {
    const listed = this.#listed();
    if (event.shiftKey) {
      const from = listed.findIndex((run) => run.id === this.chosen?.id);
      const to = listed.findIndex((run) => run.id === id);
      const range = listed.slice(Math.min(from, to), Math.max(from, to) + 1);
      this.selected = new Set([...this.selected, ...range.map((run) => run.id)]);
    } else if (event.ctrlKey || event.metaKey) {
      const others = [...(this.selected.size > 0 ? this.selected : new Set([this.chosen?.id ?? id]))];
      this.selected = new Set(others.includes(id) ? others.filter((one) => one !== id) : [...others, id]);
    } else this.selected = new Set();
    this.#playground.runs.chosen = id;
  }

  /** Deletes the runs that are chosen together, else the one that is shown. */
  async remove(): Promise<void> {
    const gone = this.several.length > 1 ? this.several : this.chosen ? [this.chosen] : [];
    this.selected = new Set();
    const said = gone.length > 1 ? counted(gone.length, 'run') : `Run ${gone[0]?.number ?? ''}`;
    await this.#playground.deleteRuns(
      gone.flatMap(({ links }) => links),
      said,
    );
  }
}

/** Opens a run out of the list; the focus, whose place is gone with the list, goes on at the controls of the run. */
export async function openWithFocus(playground: Playground, id: string, resume = false): Promise<void> {
  if (!(await playground.openRun(id, resume))) return;
  await tick();
  focusRun();
}
