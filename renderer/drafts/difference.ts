/** Where two texts differ: what they share at both ends, and what stands between. Characters are never cut in two. */
export interface Difference {
  readonly head: string;
  readonly from: string;
  readonly to: string;
  readonly tail: string;
}

/** `before` and `after` as common beginning, what went, what came, common end. */
export function difference(before: string, after: string): Difference {
  const [from, to] = [[...before], [...after]];
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < most - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  return {
    head: from.slice(0, head).join(''),
    from: from.slice(head, from.length - tail).join(''),
    to: to.slice(head, to.length - tail).join(''),
    tail: tail === 0 ? '' : from.slice(-tail).join(''),
  };
}
