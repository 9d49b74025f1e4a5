import { alternate, type Alternated } from '../alternate';
import { benchScopes, compiledSubject, expressionSubjects, type BenchScope } from '../expressions';
import { geometricMean, type Figure } from '../figure';
import { walkTree } from '../tree-walk';

/** Compiled expressions against a walk over the tree they were compiled from. */
export async function walk(): Promise<readonly Figure[]> {
  const sink = { truthy: 0 };
  const measured: Alternated[] = [];
  for (const { source } of expressionSubjects) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- a closure that asks for no `this`; a call around it would be measured too
    const { evaluate, expr } = compiledSubject(source);
    const walked = (scope: BenchScope): unknown => walkTree(expr, scope);
    for (const scope of benchScopes) {
      if (evaluate(scope) !== walked(scope)) throw new Error(`The two disagree about ${source}.`);
    }
    measured.push(await alternate(evaluate, { call: walked }, benchScopes, 25, sink));
  }
  return [
    {
      name: 'compiled expressions, mean of six',
      subject: { value: geometricMean(measured.map(({ subject }) => subject)), unit: 'calls/ms' },
      reference: {
        value: geometricMean(measured.map(({ reference }) => reference)),
        unit: 'calls/ms',
        of: 'walk over the tree',
      },
      ratio: geometricMean(measured.map(({ ratio }) => ratio)),
      bar: { least: 6 },
    },
  ];
}
