import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestResult,
} from '@playwright/test/reporter';
import type { Counts } from './tally';

const columns = [
  'trial',
  'faults',
  'runs',
  'records',
  'cut off',
  'emptied',
  'lost',
  'twice',
  'different',
  'untold',
  'verdict',
] as const;

/** Prints what the trials counted as one table; a trial that did not get to its end counts as a loss. */
export default class Table implements Reporter {
  readonly #rows: (readonly string[])[] = [];
  readonly #failures: string[] = [];
  readonly #sum = { faults: 0, runs: 0, losses: 0 };

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    print(`${suite.allTests().length} trials, two at a time …\n`);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const told = result.annotations.find(({ type }) => type === 'tally')?.description;
    // Written by the fixture that every trial has; absent when the trial fell before it began.
    const counts = told === undefined ? undefined : (JSON.parse(told) as Counts);
    const losses = counts ? counts.lost + counts.twice + counts.different + counts.untold : 0;
    const ok = result.status === 'passed';
    this.#sum.faults += counts?.faults ?? 0;
    this.#sum.runs += counts?.runs ?? 0;
    this.#sum.losses += ok ? 0 : Math.max(1, losses);
    const verdict = ok ? 'kept' : losses > 0 ? 'LOST' : 'FAILED';
    const { faults, runs, acknowledged, cutOff, emptied, lost, twice, different, untold } = counts ?? empty;
    const numbers = [faults, runs, acknowledged, cutOff, emptied, lost, twice, different, untold];
    this.#rows.push([test.title, ...numbers.map((number) => number.toLocaleString('en')), verdict]);
    if (!ok)
      this.#failures.push(
        `${test.title}\n${result.errors.map(({ stack, message }) => stack ?? message).join('\n')}`,
      );
    print(`${verdict.padEnd(6)} ${test.title} (${(result.duration / 1000).toFixed(1)} s)\n`);
  }

  onEnd({ duration }: FullResult): void {
    const { faults, runs, losses } = this.#sum;
    const rows = this.#rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
    const widths = columns.map((name, n) => Math.max(name.length, ...rows.map((row) => row[n]?.length ?? 0)));
    const line = (row: readonly string[]): string =>
      `| ${row.map((cell, n) => (n === 0 || n === columns.length - 1 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join(' | ')} |`;
    const rule = `| ${widths.map((width, n) => (n === 0 || n === columns.length - 1 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
    print(`\n${[line(columns), rule, ...rows.map(line)].join('\n')}\n`);
    for (const failure of this.#failures) print(`\n${failure}\n`);
    print(
      `\n${faults} faults on ${runs} runs in ${Math.round(duration / 1000)} s, ` +
        `${losses === 0 ? 'no loss' : losses === 1 ? 'one loss' : `${losses} losses`}\n`,
    );
  }
}

const empty: Counts = {
  faults: 0,
  runs: 0,
  acknowledged: 0,
  cutOff: 0,
  emptied: 0,
  lost: 0,
  twice: 0,
  different: 0,
  untold: 0,
};

function print(text: string): void {
  process.stdout.write(text);
}
