import { tagRanges } from '../expression/template-scan';
import type { Path, Range } from '../json/json';
import type { StepNode } from '../workflow/outline';
import { profiles } from '../workflow/profiles';
import { sitesOf } from '../workflow/sites';
import { readWorkflow, type WorkflowReading } from '../workflow/validate';
import type { Checked, OutlineItem } from './api';

/** Most expressions coloured: beyond, a document is read by scrolling anyway. */
const mostExpressions = 20_000;

/** What the language says about a text: problems, steps with their places, expressions. Never throws. */
export function checkText(text: string): Checked {
  const reading = readWorkflow(text);
  const { workflow, diagnostics } = reading;
  return {
    diagnostics,
    ...(workflow && { workflow }),
    outline: outlineItems(reading),
    name: workflow?.name ?? '',
    semantics: workflow?.semantics ?? 'playground',
    seed: workflow?.seed ?? 0,
    inputs: workflow?.inputs ?? {},
    expressions: expressionRanges(reading),
  };
}

function outlineItems(reading: WorkflowReading): readonly OutlineItem[] {
  return (reading.outline?.nodes ?? []).flatMap((node) => outlineItem(reading, node));
}

function outlineItem(reading: WorkflowReading, node: StepNode): OutlineItem[] {
  const { document, workflow } = reading;
  const { step, path, id } = node;
  const range = document.locate(path);
  const name = document.locate([...path, 'id']) ?? document.locate([...path, 'type']) ?? range;
  if (!range || !name) return [];
  const content = (...field: Path): Range | undefined => {
    const found = document.locate([...path, ...field]);
    return found && { from: found.from + 1, to: found.to - 1 };
  };
  const around = rowsAround(node);
  const until = content('until');
  const skipIf = content('skipIf');
  const whens: Range[] = [];
  const asks = content('when');
  if (asks) whens.push(asks);
  for (let n = 0; document.locate([...path, 'cases', n]); n++) {
    const inCase = content('cases', n, 'when');
    if (inCase) whens.push(inCase);
  }
  const maxIterations = document.locate([...path, 'maxIterations']);
  const variables = document.locate([...path, 'variables']);
  const profile = profiles[workflow?.semantics ?? 'playground'];
  const loop = step.type === 'loop' ? step : undefined;
  const limit =
    loop && (loop.maxIterations === undefined ? profile.maxIterationsOmitted : loop.maxIterations);
  return [
    {
      id,
      type: step.type,
      range,
      name,
      ...(step.title !== undefined && { title: step.title }),
      ...(node.parent && { parent: node.parent.id }),
      ...(around && { rows: around }),
      ...(until && { until, check: loop?.check ?? profile.check }),
      ...(skipIf && { skipIf }),
      ...(whens.length > 0 && { whens }),
      ...(maxIterations && { maxIterations }),
      ...(variables && { variables }),
      ...((limit === null || typeof limit === 'number') && { limit }),
    },
  ];
}

function rowsAround(node: StepNode): string | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.step.type === 'loop' || at.step.type === 'foreach') return at.id;
  }
  return undefined;
}

function expressionRanges({ document, workflow, outline }: WorkflowReading): readonly Range[] {
  if (!workflow || !outline) return [];
  const ranges: Range[] = [];
  const add = (path: Path, within: Range): void => {
    ranges.push(document.within(path, within));
  };
  for (const { kind, path, source } of sitesOf(workflow, outline)) {
    if (ranges.length >= mostExpressions) break;
    if (kind === 'expression') add(path, { from: 0, to: source.length });
    else for (const tag of tagRanges(source)) add(path, tag);
  }
  return ranges.sort((a, b) => a.from - b.from);
}
