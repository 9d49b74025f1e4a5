import { alternate, type Alternated } from '../alternate';
import { benchScopes, compiledSubject, expressionSubjects, type BenchScope } from '../expressions';
import { geometricMean, type Figure } from '../figure';

/** Compiled expressions against the JavaScript a person would write, compiled by the browser itself. */
export async function expressions(): Promise<readonly Figure[]> {
  const sink = { truthy: 0 };
  const measured: ({ readonly source: string } & Alternated)[] = [];
  for (const { source, javascript } of expressionSubjects) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- a closure that asks for no `this`; a call around it would be measured too
    const { evaluate } = compiledSubject(source);
    // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- it is what is compared with
    const native = new Function('scope', javascript) as (scope: BenchScope) => unknown;
    measured.push({ source, ...(await alternate(evaluate, { call: native }, benchScopes, 25, sink)) });
  }
  return [
    {
      name: 'compiled expressions, mean of six',
      subject: { value: geometricMean(measured.map(({ subject }) => subject)), unit: 'calls/ms' },
      reference: {
        value: geometricMean(measured.map(({ reference }) => reference)),
        unit: 'calls/ms',
        of: 'new Function',
      },
      ratio: geometricMean(measured.map(({ ratio }) => ratio)),
      bar: { least: 0.35 },
    },
    ...measured.map(({ source, subject, reference, ratio }): Figure => ({
      name: `  ${source}`,
      subject: { value: subject, unit: 'calls/ms' },
      reference: { value: reference, unit: 'calls/ms', of: 'new Function' },
      ratio,
      bar: { least: 0.2 },
    })),
  ];
}
