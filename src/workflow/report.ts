import type { Path, Range } from '../json/json';
import type { JsonDocument } from '../json/parse';
import type { Diagnostic, Fix, Severity } from './diagnostic';

/** At most this many problems of one document are told apart; a last one counts the rest. */
const mostDiagnostics = 200;

/** A fix before its place in the text is known. */
export interface PlannedFix {
  readonly label: string;
  readonly range: Range | undefined;
  readonly insert: string;
}

/** A problem before its place in the text is known. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: Path;
  /** Where to point: the value at the path, its key, its first character, or a given range. */
  readonly at?: 'value' | 'key' | 'start' | Range;
  readonly fixes?: readonly PlannedFix[];
}

/** Gathers problems; what comes after the first 200 of a severity is counted and not even worded. */
export class Report {
  readonly document: JsonDocument;
  readonly text: string;
  readonly #found: Record<Severity, Diagnostic[]> = { error: [], warning: [], note: [] };
  readonly #counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };

  constructor(document: JsonDocument, text: string) {
    this.document = document;
    this.text = text;
  }

  /** Notes a problem; `word` is only called when there is room for it. */
  add(severity: Severity, word: () => Omit<Problem, 'severity'>): void {
    this.#counts[severity]++;
    const list = this.#found[severity];
    if (list.length >= mostDiagnostics) return;
    list.push(this.#place({ ...word(), severity }));
  }

  /** Takes over a problem that has its place already. */
  take(diagnostic: Diagnostic): void {
    this.#counts[diagnostic.severity]++;
    this.#found[diagnostic.severity].push(diagnostic);
  }

  /** No more errors are listed, so looking for more is of no use. */
  get isFull(): boolean {
    return this.#counts.error > mostDiagnostics;
  }

  /** Everything found in the order of the text; errors are kept before warnings, those before notes. */
  diagnostics(): Diagnostic[] {
    const { error, warning, note } = this.#found;
    const kept = [...error, ...warning, ...note].slice(0, mostDiagnostics);
    const left = this.#counts.error + this.#counts.warning + this.#counts.note - kept.length;
    kept.sort((a, b) => (a.range?.from ?? 0) - (b.range?.from ?? 0));
    if (left > 0)
      kept.push({
        code: 'workflow/more-problems',
        severity: this.#counts.error > mostDiagnostics ? 'error' : 'note',
        message: `${left.toLocaleString('en-US')} more ${left === 1 ? 'problem is' : 'problems are'} not listed.`,
        path: [],
      });
    return kept;
  }

  #place(problem: Problem): Diagnostic {
    const { code, severity, message, path, at = 'value' } = problem;
    const range = typeof at === 'object' ? at : this.#locate(path, at);
    const fixes: Fix[] = [];
    for (const { label, range: place, insert } of problem.fixes ?? [])
      if (place) fixes.push({ label, range: place, insert });
    return { code, severity, message, path, ...(range && { range }), ...(fixes.length > 0 && { fixes }) };
  }

  #locate(path: Path, at: 'value' | 'key' | 'start'): Range | undefined {
    if (at === 'key') return this.document.locate(path, 'key');
    const range = this.document.locate(path, 'value');
    return range && at === 'start' ? { from: range.from, to: Math.min(range.from + 1, range.to) } : range;
  }
}
