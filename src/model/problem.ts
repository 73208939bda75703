/**
 * What is wrong with a value, said to the person who gave it: the sentence names the value and
 * what is allowed. Returned, not thrown, wherever input comes from outside.
 */
export class Problem {
  constructor(readonly sentence: string) {}
}
