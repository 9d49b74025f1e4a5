import url from './net-worker?worker&url';

/** The complete address of the net worker's script. Asked on the page, which knows its own folder. */
export function netWorkerAddress(): string {
  return new URL(url, document.baseURI).href;
}
