import { alternate, type Alternated, type Reference, type Sink } from '../alternate';
import {
  compiledSubject,
  benchScopes,
  type BenchScope,
  type ExpressionSubject,
  expressionSubjects,
} from '../expressions';
import { geometricMean, type Figure } from '../figure';
import { type Peer, peers as languages } from '../peers';

/** Compiled expressions against the expression languages of other packages. */
export async function peers(): Promise<readonly Figure[]> {
  const sink = { truthy: 0 };
  const figures: Figure[] = [];
  for (const peer of languages) figures.push(await against(peer, sink));
  return figures;
}

async function against(peer: Peer, sink: Sink): Promise<Figure> {
  const measured: Alternated[] = [];
  for (const [n, subject] of expressionSubjects.entries()) {
    const reference = peer.compile(peer.sources[n] ?? '');
    measured.push(await one(subject, reference, peer.name, sink));
  }
  const least = Math.min(...measured.map(({ ratio }) => ratio));
  return {
    name: `compiled expressions, mean of six`,
    subject: { value: geometricMean(measured.map(({ subject }) => subject)), unit: 'calls/ms' },
    reference: {
      value: geometricMean(measured.map(({ reference }) => reference)),
      unit: 'calls/ms',
      of: peer.name,
    },
    ratio: geometricMean(measured.map(({ ratio }) => ratio)),
    bar: { least: 10 },
    note: `against ${peer.name} the least of the six ratios is ${least.toFixed(1)}`,
  };
}

async function one(
  { source }: ExpressionSubject,
  reference: Reference<BenchScope>,
  name: string,
  sink: Sink,
): Promise<Alternated> {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- a closure that asks for no `this`; a call around it would be measured too
  const { evaluate } = compiledSubject(source);
  for (const scope of benchScopes) {
    const given = 'answer' in reference ? await reference.answer(scope) : reference.call(scope);
    if (evaluate(scope) !== given) throw new Error(`${name} disagrees about ${source}.`);
  }
  return alternate(evaluate, reference, benchScopes, 9, sink);
}
