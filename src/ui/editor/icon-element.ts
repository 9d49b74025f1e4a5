import { icons, type IconName } from '../parts/icons';

const namespace = 'http://www.w3.org/2000/svg';

/** Draws a mark of the page where there is no component. It is silent: what it means is said in words beside it. */
export function iconElement(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 12 12');
  svg.setAttribute('width', '12');
  svg.setAttribute('height', '12');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `lp-icon lp-icon-${name}`);
  for (const [paint, d] of icons[name]) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('d', d);
    path.setAttribute('class', paint);
    svg.append(path);
  }
  return svg;
}
