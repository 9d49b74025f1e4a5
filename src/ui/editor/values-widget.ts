import { WidgetType } from '@codemirror/view';
import { type BracketLayout, type PlacedValue, type RowLabel, verdictIcons } from './brackets';
import { iconElement } from './icon-element';

const rowHeight = 20;
const bracketHeight = 4;

/** The rows of brackets and values under a line. Assistive technology gets the sentence instead of the drawing. */
export class ValuesWidget extends WidgetType {
  readonly layout: BracketLayout;
  readonly spoken: string;
  readonly #key: string;

  constructor(layout: BracketLayout, spoken: string) {
    super();
    this.layout = layout;
    this.spoken = spoken;
    this.#key = JSON.stringify([layout, spoken]);
  }

  override eq(other: ValuesWidget): boolean {
    return other.#key === this.#key;
  }

  override get estimatedHeight(): number {
    return this.layout.rows * rowHeight;
  }

  override toDOM(): HTMLElement {
    const box = document.createElement('div');
    box.className = 'lp-values';
    box.style.height = `${this.estimatedHeight}px`;
    box.append(spokenText(this.spoken));
    for (const label of this.layout.labels) box.append(drawLabel(label));
    for (const value of this.layout.values) {
      if (!value.unseen) box.append(drawBracket(value));
      box.append(drawValue(value));
    }
    return box;
  }
}

function drawLabel(label: RowLabel): HTMLElement {
  const box = hidden(
    'span',
    label.verdict === undefined ? 'lp-label' : `lp-label lp-verdict lp-${label.verdict}`,
  );
  box.style.left = `${label.left}ch`;
  box.style.top = `${label.row * rowHeight + bracketHeight}px`;
  if (label.verdict !== undefined) box.append(iconElement(verdictIcons[label.verdict]));
  box.append(label.text);
  return box;
}

function drawBracket(value: PlacedValue): HTMLElement {
  const bracket = hidden('i', value.decides ? 'lp-decides' : '');
  bracket.style.left = `${value.from}ch`;
  bracket.style.width = `calc(${value.to - value.from}ch - 1px)`;
  bracket.style.top = `${value.row * rowHeight}px`;
  return bracket;
}

function drawValue(value: PlacedValue): HTMLElement {
  const kinds = ['lp-value'];
  if (value.unseen) kinds.push('lp-unseen');
  else if (value.decides) kinds.push('lp-decides');
  if (value.failed) kinds.push('lp-failed');
  if (value.text === 'undefined') kinds.push('lp-undefined');
  if (value.verdict !== undefined) kinds.push('lp-verdict', `lp-${value.verdict}`);
  const box = hidden('span', kinds.join(' '));
  box.style.left = `${value.left}ch`;
  box.style.width = `${value.width}ch`;
  box.style.top = `${value.row * rowHeight + bracketHeight}px`;
  if (value.verdict !== undefined) box.append(iconElement(verdictIcons[value.verdict]));
  // Words are set in another font within, so that the `ch` of the place stay those of the code font.
  box.append(value.unseen ? words(value.text) : value.text);
  return box;
}

function words(text: string): HTMLElement {
  const inner = document.createElement('span');
  inner.textContent = text;
  return inner;
}

function hidden(tag: 'span' | 'i', kind: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = kind;
  element.ariaHidden = 'true';
  return element;
}

function spokenText(text: string): HTMLElement {
  const box = document.createElement('span');
  box.className = 'lp-spoken';
  box.textContent = text;
  return box;
}
