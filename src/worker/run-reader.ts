import type { Journal } from '../journal/journal';
import type { Program } from '../workflow/program';
import { Entry } from './entry';
import { rest } from './parts';
import type { Salvage, Standing } from './standing';

/** The program of a text that is no longer checked; undefined when it holds none. */
export type ProgramOf = (text: string) => Promise<Program | undefined>;

/** Reads stored runs, as far as they need to go on. */
export class RunReader {
  private readonly journal: Journal;
  private readonly programOf: ProgramOf;
  private readonly salvage: Salvage;

  constructor(journal: Journal, programOf: ProgramOf, salvage: Salvage) {
    this.journal = journal;
    this.programOf = programOf;
    this.salvage = salvage;
  }

  /** The program of a text that was found free of errors; rejects when it holds none. */
  async program(text: string): Promise<Program> {
    const program = await this.programOf(text);
    if (!program) throw new Error('the document of the run cannot be read');
    return program;
  }

  /** A run as it stands; undefined when it is not stored. `program`: that of its text, when it is known. */
  async entry(runId: string, program?: Program): Promise<Entry | undefined> {
    const { readTail, standingOf } = await rest.load();
    const tail = await readTail(this.journal, runId);
    if (!tail) return undefined;
    const entry = new Entry(tail.row, program ?? (await this.program(tail.row.text)), this.journal);
    entry.take(await standingOf(this.journal, entry, tail, this.salvage));
    return entry;
  }

  /** Where an open run stands by now; undefined when it is no longer stored. */
  async standing(entry: Entry): Promise<Standing | undefined> {
    const { readTail, standingOf } = await rest.load();
    const tail = await readTail(this.journal, entry.row.id);
    return tail && standingOf(this.journal, entry, tail, this.salvage);
  }
}
