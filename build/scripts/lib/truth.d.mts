/** Types of truth.mjs for the TypeScript that uses it. */
export interface Comparison {
  readonly households: number;
  readonly members: number;
  readonly compared: number;
  readonly kept: number;
  readonly unread: number;
  readonly differences: string[];
}
export function compareWithTruth(truth: unknown, dumps: readonly unknown[]): Comparison;
