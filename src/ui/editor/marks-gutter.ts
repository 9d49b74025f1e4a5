import { Facet, type Extension } from '@codemirror/state';
import { type BlockInfo, type EditorView, GutterMarker, gutter } from '@codemirror/view';
import type { IconName } from '../parts/icons';
import { breakpointBetween, breakpointsDiffer } from './breakpoints';
import { diagnosticsBetween, diagnosticsDiffer, type PlacedDiagnostic } from './diagnostics';
import { iconElement } from './icon-element';
import { nowLine } from './now-line';
import { openProblemsAt } from './problem-tooltip';
import { plainText } from './prose';
import { severityIcons } from './severities';

class SignMarker extends GutterMarker {
  readonly sign: IconName;
  readonly title: string;

  constructor(sign: IconName, title: string) {
    super();
    this.sign = sign;
    this.title = title;
  }

  override eq(other: SignMarker): boolean {
    return other.sign === this.sign && other.title === this.title;
  }

  override toDOM(): Node {
    const box = document.createElement('span');
    box.title = this.title;
    box.append(iconElement(this.sign));
    return box;
  }
}

const flag = new SignMarker('now', '');

/** Told the offset of a line beside which somebody has pressed, unless the press showed a problem. */
export const gutterPress = Facet.define<(offset: number) => void>();

function worstOf({ state }: EditorView, { from, to }: BlockInfo): PlacedDiagnostic | undefined {
  return diagnosticsBetween(state, from, to).find((one) => one.from >= from && one.from <= to);
}

/** The sign of a line, and the problem it stands for if it does. */
function signOf(
  view: EditorView,
  block: BlockInfo,
): { readonly marker: GutterMarker; readonly problem?: PlacedDiagnostic } | undefined {
  const now = nowLine(view.state);
  const breakpoint = breakpointBetween(view.state, block.from, block.to);
  if (now !== undefined && now.from >= block.from && now.from <= block.to && now.kind === 'now') {
    return { marker: breakpoint ? new SignMarker('hit', breakpoint.title) : flag };
  }
  if (breakpoint) return { marker: new SignMarker('diamond', breakpoint.title) };
  const problem = worstOf(view, block);
  if (!problem) return undefined;
  const { severity, message } = problem.diagnostic;
  return { marker: new SignMarker(severityIcons[severity], plainText(message)), problem };
}

/** A press on a line's number is told, also where the sign beside it is that of a problem. */
export function pressNumber(view: EditorView, line: BlockInfo, event: Event): boolean {
  if (!(event instanceof MouseEvent) || event.button !== 0) return false;
  for (const press of view.state.facet(gutterPress)) press(line.from);
  return true;
}

/** A press on a problem's sign opens or closes its words; any other place is told. */
function pressSign(view: EditorView, line: BlockInfo, event: Event): boolean {
  const problem = signOf(view, line)?.problem;
  if (!problem || !(event instanceof MouseEvent) || event.button !== 0) return pressNumber(view, line, event);
  openProblemsAt(view, problem.from);
  return true;
}

/** The leftmost gutter: a flag where the run is, else the gravest problem of the line. */
export const marksGutter: Extension = gutter({
  class: 'lp-marks',
  lineMarker: (view, block) => signOf(view, block)?.marker ?? null,
  domEventHandlers: { mousedown: pressSign },
  lineMarkerChange(update) {
    const before = nowLine(update.startState);
    const after = nowLine(update.state);
    return (
      diagnosticsDiffer(update.startState, update.state) ||
      breakpointsDiffer(update.startState, update.state) ||
      before?.from !== after?.from ||
      before?.kind !== after?.kind
    );
  },
});
