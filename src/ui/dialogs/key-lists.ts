/** A key and what it does. */
interface Key {
  readonly keys: string;
  readonly does: string;
}

/** Keys that work everywhere on the page. */
export const pageKeys: readonly Key[] = [
  { keys: 'Ctrl Enter', does: 'Run, or resume' },
  { keys: 'F8', does: 'Pause or resume' },
  { keys: 'Ctrl F8', does: 'Run to the step of the text cursor' },
  { keys: 'Shift F8', does: 'Restart' },
  { keys: 'F9', does: 'Step' },
  { keys: 'Ctrl F9', does: 'Step iteration' },
  { keys: 'Shift F9', does: 'Back one step' },
  { keys: 'Ctrl Shift F9', does: 'Back one iteration' },
  { keys: 'Alt F9', does: 'Breakpoint at the line of the text cursor: set, or edit' },
  { keys: '?', does: 'This list' },
];

/** Single letters of the Run region. */
export const regionKeys: readonly Key[] = [
  { keys: 'R', does: 'Run, pause or resume' },
  { keys: 'S', does: 'Step' },
  { keys: 'I', does: 'Step iteration' },
  { keys: 'B', does: 'Back one step' },
  { keys: 'U', does: 'Back one iteration' },
  { keys: 'X', does: 'Stop' },
  { keys: 'T', does: 'Run to the step of the text cursor' },
  { keys: 'J', does: 'Go to an iteration by its number' },
  { keys: 'G', does: 'Go to the run, or to its end' },
  { keys: '0 … 4', does: 'Speed' },
];

/** Keys of the table of iterations. */
export const tableKeys: readonly Key[] = [
  { keys: 'Up, Down', does: 'The iteration before or after' },
  { keys: 'Left, Right', does: 'The step before or after' },
  { keys: 'Home, End', does: 'The first or last iteration' },
  { keys: 'Enter', does: 'Fold or unfold nested loops' },
  { keys: 'Shift Enter', does: 'Fold or unfold all of them' },
];

/** Keys of the picture of the workflow. */
export const treeKeys: readonly Key[] = [
  { keys: 'Up, Down', does: 'The box before or after' },
  { keys: 'Right', does: 'Unfold, or the first box inside' },
  { keys: 'Left', does: 'Fold, or the box around' },
  { keys: 'Home, End', does: 'The first or last box' },
  { keys: 'Enter', does: 'Look at it, and at its place in the text' },
  { keys: 'F', does: 'Show this box alone' },
  { keys: 'Esc', does: 'Show all boxes again' },
];
