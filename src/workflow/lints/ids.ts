import type { Outline, StepNode } from '../outline';
import type { Report } from '../report';

/** Two steps with one id; also one that has the id which another, having none, is given. */
export function lintIds(outline: Outline, report: Report): void {
  const taken = new Set(outline.byId.keys());
  for (const node of outline.nodes) {
    const first = outline.byId.get(node.id);
    if (!first || first === node) continue;
    const [written, other] = node.derived ? [first, node] : [node, first];
    report.add('error', () => {
      const path = [...written.path, 'id'];
      const free = freeId(written.id, taken);
      const range = report.document.locate(path, 'value');
      return {
        code: 'workflow/duplicate-id',
        message: `The id \`${written.id}\` is taken: ${taker(other)} has it too.`,
        path,
        fixes: [{ label: `Rename to ${free}`, range, insert: `"${free}"` }],
      };
    });
  }
}

function taker({ derived, step }: StepNode): string {
  return derived ? `a \`${step.type}\` without an id of its own` : `another \`${step.type}\``;
}

function freeId(id: string, taken: Set<string>): string {
  let n = 2;
  while (taken.has(`${id}_${n}`)) n++;
  taken.add(`${id}_${n}`);
  return `${id}_${n}`;
}
