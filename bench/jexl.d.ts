// The package brings no types; these are of what the benchmark calls.
declare module 'jexl' {
  export class Jexl {
    addTransform(name: string, transform: (value: readonly unknown[]) => unknown): void;
    compile(source: string): { evalSync(context: object): unknown };
  }
}
