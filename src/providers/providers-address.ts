import url from './providers-script?worker&url';

/** The complete address of the providers' script. Asked on the page, which knows its own folder. */
export function providersAddress(): string {
  return new URL(url, document.baseURI).href;
}
