import url from './runs-script?worker&url';

/** The complete address of the script of stored runs. Asked on the page, which knows its own folder. */
export function runsAddress(): string {
  return new URL(url, document.baseURI).href;
}
