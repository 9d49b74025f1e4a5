import url from './answers-script?worker&url';

/** The complete address of the script of the answers. Asked on the page, which knows its own folder. */
export function answersAddress(): string {
  return new URL(url, document.baseURI).href;
}
