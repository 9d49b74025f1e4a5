import url from './views-script?worker&url';

/** The complete address of the views' script. Asked on the page, which knows its own folder. */
export function viewsAddress(): string {
  return new URL(url, document.baseURI).href;
}
