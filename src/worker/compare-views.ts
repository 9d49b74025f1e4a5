import {
  align,
  type AlignedFact,
  type BooksCompared,
  carriedText,
  type CompareRow,
  type Fact,
  Facts,
  firstDifferences,
  partingOf,
  placeOf,
  rowsOf,
} from '../compare';
import { loopsOf } from '../engine';
import type { LoopSummary } from '../engine/records';
import { isObject, type Json } from '../json/json';
import { profiles } from '../workflow/profiles';
import type { ComparedColumn, ComparedFact, ComparedPlace, ComparedRow, Comparison } from './comparison';
import type { Entry } from './entry';
import { glanceOf } from './glance';
import { verdictOf } from './rows';

/** Places of a stretch that can be looked at one by one, and facts of a stored run that are compared. */
const mostInside = 60;
const mostFacts = 100_000;

/** The page's view of one document under several rule books. */
export function booksView({ results, rules, aligned, firsts }: BooksCompared): Comparison {
  const columns = results.map(({ book, refused, trial, causes }, column): ComparedColumn => {
    const because = causes.map((rule) => rule.clause(profiles[book])).join(', and ');
    return {
      semantics: book,
      ...(refused !== undefined && { refused }),
      ...(trial && { status: trial.status, ...(trial.error && { error: trial.error.message }) }),
      stoppedBy: outermost(trial?.loops ?? []),
      ...(trial?.cut && { cut: trial.cut }),
      ...partsView(aligned, firsts, column, because),
    };
  });
  const table = rules
    .map((rule) => ({
      name: rule.name,
      values: results.map(({ book, causes }) => ({
        text: rule.text(profiles[book]),
        matters: causes.includes(rule),
      })),
    }))
    .filter(({ values }) => values.some(({ matters }) => matters));
  const carried = {
    name: 'carried to the next iteration by the system itself',
    noted: true,
    values: results.map(({ book }) => ({ text: carriedText(profiles[book]), matters: false })),
  };
  return {
    columns,
    rules: table.length > 0 ? [...table, carried] : [],
    rows: rowViews(aligned, firsts),
    outputs: outputsView(results.map(({ trial }) => trial?.outputs)),
  };
}

/** The page's view of stored runs side by side. */
export async function runsView(entries: readonly Entry[]): Promise<Comparison> {
  const sides = await Promise.all(entries.map(factsOf));
  const aligned = align(sides.map(({ list }) => list));
  const firsts = firstDifferences(aligned, sides.length);
  const columns = entries.map(({ row, live, state, model }, column): ComparedColumn => {
    const { id, number, name, status } = live ? live.row() : row;
    return {
      semantics: model.plan.profile.name,
      run: { id, number, name },
      status,
      stoppedBy: outermost(loopsOf(state)),
      ...(state.ending?.error && { error: state.ending.error.message }),
      ...(sides[column]?.cut && { cut: { most: mostFacts, of: 'records' } }),
      ...partsView(aligned, firsts, column, ''),
    };
  });
  return {
    columns,
    rules: [],
    rows: rowViews(aligned, firsts),
    outputs: outputsView(entries.map(({ state }) => state.ending?.outputs)),
  };
}

async function factsOf({ live, model, segments }: Entry): Promise<{ list: readonly Fact[]; cut: boolean }> {
  await live?.flush();
  const facts = new Facts();
  for (const { n } of await model.history.directory(segments)) {
    if (facts.list.length >= mostFacts) return { list: facts.list, cut: true };
    for (const record of await model.history.records(n)) facts.add(record);
  }
  return { list: facts.list, cut: false };
}

function outermost(loops: readonly LoopSummary[]): ComparedColumn['stoppedBy'] {
  return loops
    .filter(({ address }) => !address.includes('/'))
    .map(({ id, stoppedBy, iterations }) => ({ loop: id, by: stoppedBy, iterations }));
}

function partsView(
  aligned: readonly AlignedFact[],
  firsts: readonly (number | undefined)[],
  column: number,
  because: string,
): Pick<ComparedColumn, 'parts'> {
  const at = firsts[column];
  const here = at === undefined ? undefined : aligned[at];
  const place = placeOf(here);
  if (!here || !place) return {};
  const { address, iteration, stepId, numbers } = place;
  return {
    parts: {
      at: { address, iteration, ...(stepId !== undefined && { stepId }) },
      place: [...numbers, stepId ?? 'until'].join(' / '),
      how: partingOf(column, here, aligned),
      because,
    },
  };
}

function rowViews(
  aligned: readonly AlignedFact[],
  firsts: readonly (number | undefined)[],
): readonly ComparedRow[] {
  return rowsOf(aligned, firsts).flatMap((row) => rowView(aligned, firsts, row));
}

function rowView(
  aligned: readonly AlignedFact[],
  firsts: readonly (number | undefined)[],
  row: CompareRow,
): ComparedRow[] {
  if (row.kind === 'fact') return placeView(aligned, firsts, row.at);
  const { from, to, first, last, differing } = row;
  const all = Array.from({ length: to - from }, (_, n) => from + n);
  const apart = all.filter((at) => (aligned[at]?.differing.length ?? 0) > 0);
  const inside = (apart.length > 0 ? apart : all).slice(0, mostInside);
  return [
    {
      ...{ kind: 'stretch', from: first.numbers, to: last.numbers, places: to - from, differing },
      inside: inside.flatMap((at) => placeView(aligned, firsts, at)),
    },
  ];
}

function placeView(
  aligned: readonly AlignedFact[],
  firsts: readonly (number | undefined)[],
  at: number,
): ComparedPlace[] {
  const here = aligned[at];
  const place = placeOf(here);
  const known = here?.facts.find((fact) => fact !== undefined);
  if (!here || !place || !known) return [];
  const { address, iteration, stepId, numbers } = place;
  return [
    {
      kind: 'place',
      at: { address, iteration, ...(stepId !== undefined && { stepId }) },
      numbers,
      what: known.what,
      facts: here.facts.map((fact, column) => ({
        same: !here.differing.includes(column),
        first: firsts[column] === at,
        ...(fact && { fact: factView(fact) }),
      })),
    },
  ];
}

function factView({ what, value, status, stop }: Fact): ComparedFact {
  return {
    glance: what === 'until' ? [] : glanceOf(value),
    ...(status && { status }),
    ...(what === 'until' && { verdict: verdictOf(value, value !== undefined) }),
    ...(stop && { stop }),
  };
}

/** Outputs member by member, or as a whole where they are no objects. */
function outputsView(all: readonly (Json | undefined)[]): Comparison['outputs'] {
  if (!all.some(isObject)) return [{ name: '', values: all }];
  const names = new Set(all.flatMap((outputs) => (isObject(outputs) ? Object.keys(outputs) : [])));
  return Array.from(names, (name) => ({
    name,
    values: all.map((outputs) =>
      isObject(outputs) && Object.hasOwn(outputs, name) ? outputs[name] : undefined,
    ),
  }));
}
