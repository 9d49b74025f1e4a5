import { nearest } from '../expression/nearest';

/** More names than these are not compared with a misspelt one. */
const mostCompared = 1000;

/** The name that was probably meant by one that does not exist. */
export function meant(word: string, names: Iterable<string>): string | undefined {
  const compared: string[] = [];
  for (const name of names) {
    if (compared.length === mostCompared) break;
    if (name !== word) compared.push(name);
  }
  return nearest(word, compared);
}

/** The end of a sentence that says a name does not exist. */
export function hint(better: string | undefined): string {
  return better === undefined ? '.' : `. Did you mean \`${better}\`?`;
}
