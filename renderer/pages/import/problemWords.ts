/** What became of what a problem is about, in a word, and problems that say the same of neighbouring cells as one line. */
import type { Problem } from '#shared/import/types';
import type { ProblemText } from '../../workers/api';
import { number } from '../../strings';

export interface ProblemWord {
  readonly word: string;
  readonly severity: 'E' | 'W' | 'I';
}

const LEVELS: Readonly<Record<Problem['level'], ProblemWord>> = {
  fatal: { word: '不能读', severity: 'E' },
  rejected: { word: '未导入', severity: 'E' },
  unread: { word: '原样保留', severity: 'W' },
  note: { word: '请核对', severity: 'I' },
};
const NOT_READ: ProblemWord = { word: '没读入', severity: 'W' };
const SETTLED: ProblemWord = { word: '已处理', severity: 'I' };

/** Notes that ask for more, or for nothing. */
const NOTES: Readonly<Record<string, ProblemWord>> = {
  rows_above_header: NOT_READ,
  cell_not_read: NOT_READ,
  cell_of_nobody: NOT_READ,
  place_heading: NOT_READ,
  no_header: NOT_READ,
  suspect_skipped: NOT_READ,
  hidden_sheet_aside: NOT_READ,
  hidden_rows_taken: SETTLED,
  macros_ignored: SETTLED,
  external_links_ignored: SETTLED,
};

export function wordOf({ level, code }: Pick<Problem, 'level' | 'code'>): ProblemWord {
  return (level === 'note' ? NOTES[code] : undefined) ?? LEVELS[level];
}

export interface ProblemLine {
  readonly problem: ProblemText;
  /** AA328, or AA328—AA335，8 处. */
  readonly cells: string;
}

/** Problems that follow each other and say the same of the same column stand in one line. */
export function together(list: readonly ProblemText[]): readonly ProblemLine[] {
  const groups: ProblemText[][] = [];
  for (const problem of list) {
    const open = groups.at(-1);
    if (open?.[0] && isSame(open[0], problem)) open.push(problem);
    else groups.push([problem]);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    const last = group.at(-1);
    if (!first || !last) return [];
    const cells = group.length === 1 ? first.cell : `${first.cell}—${last.cell}，${number(group.length)} 处`;
    return [{ problem: first, cells }];
  });
}

function isSame(a: ProblemText, b: ProblemText): boolean {
  const column = (cell: string): string => /^[A-Z]+(?=\d)/.exec(cell)?.[0] ?? '';
  return (
    a.file === b.file &&
    a.sheet === b.sheet &&
    a.code === b.code &&
    a.text === b.text &&
    column(a.cell) !== '' &&
    column(a.cell) === column(b.cell)
  );
}
