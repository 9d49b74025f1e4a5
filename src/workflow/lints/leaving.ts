import type { Analysis } from '../analysis';
import { meant } from '../meant';
import { around, isLoop } from '../scope';
import { escaped, either } from '../wording';

/** `exit` and `next` that have no loop around them, or name one that is not. */
export function lintLeaving({ outline, report }: Analysis): void {
  for (const node of outline.nodes) {
    const { step, path } = node;
    if (step.type !== 'exit' && step.type !== 'next') continue;
    const loops = [...around(node, { at: 'around' })].filter(isLoop).map((loop) => loop.id);
    const { loop } = step;
    if (loops.length === 0) {
      report.add('error', () => ({
        code: 'exit/outside-loop',
        message: `\`${step.type}\` stands outside of every \`loop\`; there is nothing it could ${step.type === 'exit' ? 'leave' : 'go on with'}.`,
        path: [...path, 'type'],
      }));
    } else if (loop !== undefined && !loops.includes(loop)) {
      report.add('error', () => {
        const better = loops.length === 1 ? loops[0] : meant(loop, loops);
        const range = report.document.locate([...path, 'loop'], 'value');
        return {
          code: 'exit/unknown-loop',
          message: `No loop around this has the id \`${loop}\`; it can be ${either(loops.map((name) => `\`${name}\``))}.`,
          path: [...path, 'loop'],
          fixes:
            better === undefined
              ? []
              : [{ label: `Change to ${better}`, range, insert: `"${escaped(better)}"` }],
        };
      });
    }
  }
}
