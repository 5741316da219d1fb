/** Several helpers on one form, each in pairs: 帮扶责任人 王强 单位 … 电话 …, 帮扶责任人 李文 …. Each is a row of a table of helpers. */
import type { Pair } from './line';
import type { ViewCell } from './view';
import { fieldsOf } from './words';

const HELPER = /^(结对)?(帮扶|包保|包扶|包联)(责任人|联系人|干部|人)(姓名)?[1-9①-⑨]?$/;
const NUMBER = /[1-9①-⑨]$/;

export interface Helpers {
  readonly helpers: readonly (readonly ViewCell[])[];
  /** What is not of a helper. */
  readonly rest: readonly Pair[];
}

/** Takes the helpers out of a form's pairs when it has room for more than one. */
export function helpersIn(pairs: readonly Pair[]): Helpers {
  const starts = pairs.flatMap(({ path }, at) => (HELPER.test(path.at(-1) ?? '') ? [at] : []));
  const words = new Set(starts.map((at) => bare(pairs[at]!.path.at(-1)!)));
  if (starts.length < 2 || words.size > 1) return { helpers: [], rest: pairs };
  const taken = new Set<Pair>();
  const helpers = starts.map((start, at): ViewCell[] => {
    const name = pairs[start]!.path.at(-1)!.replace(/姓名/, '');
    const own: Pair[] = [];
    for (const pair of pairs.slice(start, starts[at + 1] ?? pairs.length)) {
      if (pair !== pairs[start] && !isOf(pair, name)) break;
      own.push(pair);
      taken.add(pair);
    }
    return own.map((pair) => ({
      path: [(pair.path.at(-1) ?? '').replace(name, bare(name)).replace(NUMBER, '')],
      value: pair.value,
      at: pair.at,
      label: [pair.label.top, pair.label.left],
    }));
  });
  return { helpers, rest: pairs.filter((pair) => !taken.has(pair)) };
}

const bare = (label: string): string => label.replace(NUMBER, '').replace(/姓名$/, '');

/** Completed by the helper's name (帮扶责任人电话), or a field of helpers alone (帮扶单位). */
function isOf({ path }: Pair, name: string): boolean {
  const leaf = path.at(-1) ?? '';
  if (leaf.startsWith(name) && leaf !== name) return true;
  const fields = fieldsOf([leaf.replace(NUMBER, '')]);
  return fields.length > 0 && fields[0]!.entity === 'helper';
}
