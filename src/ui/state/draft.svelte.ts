import type { Json } from '../../json/json';
import type { Checked } from '../../worker/api';
import { copyOf, keepCopy } from './text-copy';
import type { WorkerLink } from './worker-link';

const saveDelay = 250;
const checkDelay = 120;

/** The document in the editor: its text, what the language says about it, and whether it is stored. */
export class Draft {
  text = $state.raw('');
  /** The text is known: before that nothing may be typed, or it would be lost to what was stored. */
  ready = $state(false);
  checked = $state.raw<Checked>();
  /** The text that `checked` is about. */
  checkedText = $state.raw<string>();
  /** Origins the person allowed this document to reach. */
  origins = $state.raw<readonly string[]>([]);
  /** Example the text came from. */
  example = $state<string>();
  saved = $state<'saved' | 'saving' | 'failed'>('saved');
  readonly name = $derived(this.checked?.name ?? '');
  readonly outline = $derived(this.checked?.outline ?? []);

  readonly #link: WorkerLink;
  readonly #view: () => Json;
  readonly #onCheck: (checked: Checked) => void;
  #id = 'main';
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #changes = 0;

  constructor(link: WorkerLink, view: () => Json, onCheck: (checked: Checked) => void) {
    this.#link = link;
    this.#view = view;
    this.#onCheck = onCheck;
  }

  /**
   * Brings back what was stored under this id, or what the page's own draft holds when this one is new; of a draft that
   * the browser has lost, its text.
   * `undefined`: nothing is known, because the worker did not answer.
   */
  async restore(id: string): Promise<{ readonly found: boolean; readonly view: Json } | undefined> {
    this.#id = id;
    const answer = await this.#link.ask(async (api) => {
      const own = await api.getDraft(id);
      // A second tab begins with what the first one has; a frame begins with nothing of the person's.
      return { own, other: own ?? (id.startsWith('main-') ? await api.getDraft('main') : undefined) };
    });
    if (!answer) return undefined;
    const { own, other } = answer;
    const copy = other ? undefined : copyOf(id);
    if (!other && copy === undefined) return { found: false, view: {} };
    this.origins = other?.origins ?? [];
    this.text = other?.text ?? copy ?? '';
    await this.#check();
    return { found: true, view: own ? own.view : {} };
  }

  /** What typing does: the text is checked and stored a moment later. */
  type(text: string): void {
    if (text === this.text) return;
    this.text = text;
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => void this.#check(), checkDelay);
    this.touch();
  }

  /** Takes a whole new text and checks it at once. `foreign`: from elsewhere, so no origin is allowed yet. */
  async replace(text: string, foreign = true): Promise<Checked | undefined> {
    clearTimeout(this.#checkTimer);
    this.text = text;
    if (foreign) this.origins = [];
    this.touch();
    return this.#check();
  }

  /** Takes another document; gives the way back, unless there is none to go back to. */
  async swap(text: string, example: string | undefined): Promise<(() => Promise<void>) | undefined> {
    const { text: before, origins, example: from } = this;
    this.example = example;
    await this.replace(text);
    if (before === '' || before === text) return undefined;
    return async () => {
      await this.replace(before);
      this.origins = origins;
      this.example = from;
    };
  }

  allow(origin: string): void {
    if (!this.origins.includes(origin)) this.origins = [...this.origins, origin];
    void this.flush();
  }

  /** Something worth storing changed: text or view. */
  touch(): void {
    this.#changes += 1;
    this.saved = 'saving';
    // Not restarted by each keystroke, so that steady typing is stored as well.
    this.#saveTimer ??= setTimeout(() => void this.flush(), saveDelay);
  }

  /** Stores what has not been stored yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    // What is stored may not be known yet, and is not to be written over.
    if (!this.ready) return;
    const at = this.#changes;
    const { text, origins } = this;
    keepCopy(this.#id, text);
    const done = await this.#link.ask(async (api) => {
      await api.putDraft(this.#id, text, this.#view(), origins);
      return true;
    });
    if (at === this.#changes) this.saved = done ? 'saved' : 'failed';
  }

  async #check(): Promise<Checked | undefined> {
    this.#asked += 1;
    const asked = this.#asked;
    const { text } = this;
    const checked = await this.#link.ask((api) => api.check(text));
    if (checked && asked === this.#asked) {
      this.checked = checked;
      this.checkedText = text;
      this.#onCheck(checked);
    }
    return checked;
  }
}
