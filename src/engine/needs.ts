import type { LookupName } from '../expression/environment';
import type { Mentions } from '../expression';
import type { Position } from './position';
import type { FramePlan, StepPlan } from './plan';

/** What a document's expressions ask for; only that is kept in memory and in checkpoints. */
export class Needs {
  private readonly lookups = new Map<string, Set<LookupName>>();
  private readonly outputsOf = new Set<string>();

  /** Notes what a field at a position reads. */
  note(mentions: Mentions, position: Position): void {
    for (const { name, id } of mentions.lookups) {
      const names = this.lookups.get(id) ?? new Set();
      this.lookups.set(id, names.add(name));
    }
    for (const id of mentions.outputsOf) this.outputsOf.add(id);
    for (const { names } of mentions.paths) {
      if (names[0] !== 'loop' || names[1] !== 'outputs') continue;
      for (let at: FramePlan | undefined = position.frame; at; at = at.parent) {
        if (at.kind === 'loop' && at.owner) {
          this.outputsOf.add(at.owner.id);
          break;
        }
      }
    }
  }

  /** What has to be kept of a frame. */
  of(frame: FramePlan): Pick<FramePlan, 'counted' | 'listed' | 'keepsOutputs' | 'hidesLists' | 'lookedInto'> {
    const counted = frame.slots.filter((step) => step.visible && this.looksUp(step));
    const listed = counted.filter((step) => this.lookups.get(step.id)?.has('outputs') === true);
    return {
      counted: counted.map(({ slot }) => slot),
      listed: new Set(listed.map(({ slot }) => slot)),
      keepsOutputs: frame.owner?.type === 'loop' && this.outputsOf.has(frame.owner.id),
      hidesLists: frame.slots.some((step) => step.type === 'loop' && this.outputsOf.has(step.id)),
      lookedInto:
        counted.length > 0 || frame.slots.some((step) => 'inner' in step && this.of(step.inner).lookedInto),
    };
  }

  private looksUp({ id }: StepPlan): boolean {
    const names = this.lookups.get(id);
    return (
      names !== undefined && (names.has('latest') || names.has('iterationCount') || names.has('outputs'))
    );
  }
}
