/** What the help says about one diagnostic code. */
export interface HelpEntry {
  readonly title: string;
  /** Why it is a problem; words of the language in backticks. */
  readonly explanation: string;
  /** A piece of a document that causes it. */
  readonly example: string;
  /** The same piece as it should be, or what to do when there is no one way. */
  readonly fix: string;
}

/** Help by code. */
export type Help = Readonly<Record<string, HelpEntry>>;
