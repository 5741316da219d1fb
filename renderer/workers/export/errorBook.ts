/** The file of an earlier import back, with everything marked that the import reported about it. */
import { readWorkbookWith } from '#shared/excel/read/encrypted';
import { errorBook } from '#shared/excel/write/errorBook/errorBook';
import type { CellNote } from '#shared/excel/write/errorBook/cellNote';
import type { Problem } from '#shared/import/types';
import { sentence } from '#shared/messages/sentence';
import { fail, ok, type Result } from '#shared/result';
import { desktop, desktopFiles } from '../../bridge/desktop';
import type { Archive } from '../../store/db';
import { getBatch, importProblems } from '../../store/queries/batches';
import type { MarkedBook } from '../api';
import { MARK } from '../import/mark';

/** Reads a kept file by its SHA-256. */
export type ReadKept = (sha256: string) => Promise<Result<Uint8Array>>;

const readKept: ReadKept = async (sha256) => {
  const token = await desktop.storedToken('attachment', sha256);
  return token.ok ? desktopFiles.readAll(token.value) : token;
};

/** `path` as in the batch's files. Codes: import_gone, error_book_locked, error_book_failed, and those of reading. */
export async function markedBook(
  archive: Archive,
  batch: string,
  path: string,
  read: ReadKept = readKept,
): Promise<Result<MarkedBook>> {
  const file = (await getBatch(archive, batch))?.files.find((each) => each.path === path);
  if (!file) return fail('import_gone');
  const bytes = await read(file.sha256);
  if (!bytes.ok) return bytes;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const workbook = await readWorkbookWith(bytes.value, name);
  if (!workbook.ok) {
    const locked = workbook.error.code === 'password_needed';
    return locked ? fail('error_book_locked', { file: name }) : workbook;
  }
  const problems = (await importProblems(archive, batch)).filter((problem) => problem.file === path);
  const made = errorBook(bytes.value, workbook.value, notesOf(problems), batch);
  return made.ok
    ? ok({ ...made.value, name: `${name.replace(/\.[^.]*$/, '').replaceAll(MARK, '')}${MARK}.xlsx` })
    : made;
}

/** One line a cell: where the 损伤医生 says what a value is that could not be read, that says more. */
export function notesOf(problems: readonly Problem[]): CellNote[] {
  const at = ({ sheet, cell }: Problem): string => `${sheet}|${cell}`;
  const damaged = new Set(problems.filter(({ code }) => code.startsWith('damage_')).map(at));
  const unread = new Set(problems.filter(({ level }) => level === 'unread').map(at));
  return problems.flatMap((problem) => {
    const damage = problem.code.startsWith('damage_');
    if (!damage && problem.level === 'unread' && damaged.has(at(problem))) return [];
    return [noteOf(damage && unread.has(at(problem)) ? { ...problem, level: 'unread' } : problem)];
  });
}

/** What was refused or could not be read is wrong; everything else is worth a look. */
export function noteOf({ file, sheet, cell, code, params, level }: Problem): CellNote {
  return {
    sheet,
    cell,
    code,
    ...saidOf(sentence(code, { file, sheet, cell, ...params }), params['proposal']),
    colour: level === 'note' ? 'doubtful' : 'wrong',
  };
}

/**
 * The list has a column for what to do: the end of the sentence that asks for it. A value to be written instead is said first.
 */
function saidOf(said: string, proposal: string | number | undefined): Pick<CellNote, 'text' | 'suggestion'> {
  // What stands in quotes is the clerk's own text and no request of ours.
  const unquoted = said.replace(/“[^”]*”/g, (quoted) => '“'.padEnd(quoted.length, '·'));
  const at = unquoted.search(/(?<=[，。；：])(?:(?:如果|换成|确实)[^，。；]*，)?(?:请|建议)/);
  const text = at < 0 ? said : said.slice(0, at).replace(/[，；：]$/, '。');
  const todo = at < 0 ? '' : said.slice(at).replace(/[，；。]?$/, '。');
  const value = proposal === undefined || proposal === '' ? '' : `可改为 ${proposal}。`;
  return { text, suggestion: `${value}${todo}` };
}
