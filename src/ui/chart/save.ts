import { fileWords, saveFile } from '../parts/save-file';

/** Colours and type of a drawing as they are now: outside of the page there is no style sheet. */
const copied = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
];

/** Hands a drawing of the page to the person as an SVG file that looks the same on its own. */
export function saveSvg(drawing: SVGSVGElement, name: string): void {
  const copy = drawing.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return;
  const from = [...drawing.querySelectorAll('*')];
  for (const [n, element] of [...copy.querySelectorAll('*')].entries()) {
    const source = from[n];
    if (!source) continue;
    const style = getComputedStyle(source);
    for (const property of copied) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute('class');
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('style', `background: ${getComputedStyle(document.body).backgroundColor}`);
  for (const attribute of ['class', 'tabindex', 'role']) copy.removeAttribute(attribute);
  const text = new XMLSerializer().serializeToString(copy);
  saveFile(`${fileWords(name) || 'chart'}.svg`, text, 'image/svg+xml');
}
