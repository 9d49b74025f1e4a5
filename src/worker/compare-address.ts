import url from './compare-script?worker&url';

/** The complete address of the script that compares runs. Asked on the page, which knows its own folder. */
export function compareAddress(): string {
  return new URL(url, document.baseURI).href;
}
