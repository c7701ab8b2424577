/** One deliberate mistake: this text, found exactly once in the file, is replaced. */
export interface Sabotage {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Further places, where one is not enough. */
  readonly also?: readonly Pick<Sabotage, 'find' | 'replace'>[];
}
