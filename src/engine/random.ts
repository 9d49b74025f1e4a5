/** A well mixed unsigned 32-bit hash of a text. The same text gives the same number on every machine. */
export function hash32(text: string): number {
  return lanes(text)[0];
}

/**
 * A source of numbers in [0, 1) with 53 random bits each, fixed by the seed and the parts: the same
 * arguments give the same sequence for ever. Parts are kept apart (`'a', 'bc'` is not `'ab', 'c'`)
 * and a number is not the string that looks like it.
 */
export function randomFrom(seed: string | number, ...parts: readonly (string | number)[]): () => number {
  let [a, b, c, d] = lanes(JSON.stringify([seed, ...parts]));
  // sfc32: small, passes the usual batteries, and needs no 64-bit arithmetic.
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000;
}

/** Four hashes of a text that have little to do with each other; every character reaches all four. */
function lanes(text: string): [number, number, number, number] {
  let a = 0x6a09e667;
  let b = 0xbb67ae85;
  let c = 0x3c6ef372;
  let d = 0xa54ff53a;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ unit, 0x9e3779b1);
    b = c ^ Math.imul(b ^ unit, 0x85ebca77);
    c = d ^ Math.imul(c ^ unit, 0xc2b2ae3d);
    d = a ^ Math.imul(d ^ unit, 0x27d4eb2f);
  }
  a = finish(a ^ text.length ^ (b >>> 18));
  b = finish(b ^ a ^ (c >>> 22));
  c = finish(c ^ b ^ (d >>> 17));
  d = finish(d ^ c ^ (a >>> 19));
  return [a, b, c, d];
}

/** Spreads every bit of a 32-bit number over all of them. */
function finish(number: number): number {
  let n = number;
  n = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  n = Math.imul(n ^ (n >>> 13), 0xc2b2ae35);
  return (n ^ (n >>> 16)) >>> 0;
}
