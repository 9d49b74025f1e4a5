import { Facet, type Extension } from '@codemirror/state';
import { GutterMarker, gutter } from '@codemirror/view';
import type { IconName } from '../parts/icons';
import { breakpointBetween, breakpointsDiffer } from './breakpoints';
import { diagnosticsBetween, diagnosticsDiffer } from './diagnostics';
import { iconElement } from './icon-element';
import { nowLine } from './now-line';
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
const square = new SignMarker('square', '');

/** Told the offset of a line in whose gutter somebody has pressed. */
export const gutterPress = Facet.define<(offset: number) => void>();

/** The leftmost gutter: a flag where the run is, a square where a loop ended, else the gravest problem of the line. */
export const marksGutter: Extension = gutter({
  class: 'lp-marks',
  lineMarker(view, block) {
    const now = nowLine(view.state);
    if (now !== undefined && now.from >= block.from && now.from <= block.to && now.kind !== 'problem') {
      const hit = now.kind === 'now' ? breakpointBetween(view.state, block.from, block.to) : undefined;
      if (hit) return new SignMarker('hit', hit.title);
      return now.kind === 'now' ? flag : square;
    }
    const breakpoint = breakpointBetween(view.state, block.from, block.to);
    if (breakpoint) return new SignMarker('diamond', breakpoint.title);
    const [worst] = diagnosticsBetween(view.state, block.from, block.to).filter(
      ({ from }) => from >= block.from && from <= block.to,
    );
    if (worst === undefined) return null;
    return new SignMarker(severityIcons[worst.diagnostic.severity], plainText(worst.diagnostic.message));
  },
  domEventHandlers: {
    mousedown(view, line, event) {
      if (!(event instanceof MouseEvent) || event.button !== 0) return false;
      for (const press of view.state.facet(gutterPress)) press(line.from);
      return true;
    },
  },
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
