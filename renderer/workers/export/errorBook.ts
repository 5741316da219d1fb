/** The file of an earlier import back, with everything marked that the import reported about it. */
import { openEncrypted } from '#shared/excel/read/encrypted';
import { readWorkbookAsync } from '#shared/excel/read/readWorkbook';
import type { Workbook } from '#shared/excel/sheet';
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

/**
 * `path` as in the batch's files; `password` where the file has one to open: what comes back has none. Codes: import_gone,
 * error_book_locked (no password or a wrong one), error_book_failed, and those of reading.
 */
export async function markedBook(
  archive: Archive,
  batch: string,
  path: string,
  password?: string,
  read: ReadKept = readKept,
): Promise<Result<MarkedBook>> {
  const file = (await getBatch(archive, batch))?.files.find((each) => each.path === path);
  if (!file) return fail('import_gone');
  const bytes = await read(file.sha256);
  if (!bytes.ok) return bytes;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const opened = await openBook(bytes.value, name, password);
  if (!opened.ok) {
    const locked = /^password_(?:needed|wrong)$/.test(opened.error.code);
    return locked ? fail('error_book_locked', { file: name }) : opened;
  }
  const { plain, workbook, unlocked } = opened.value;
  const problems = (await importProblems(archive, batch)).filter((problem) => problem.file === path);
  const made = errorBook(plain, workbook, notesOf(problems), batch);
  return made.ok
    ? ok({ ...made.value, unlocked, name: `${name.replace(/\.[^.]*$/, '').replaceAll(MARK, '')}${MARK}.xlsx` })
    : made;
}

interface Opened {
  /** The file without its encryption. */
  readonly plain: Uint8Array;
  readonly workbook: Workbook;
  readonly unlocked: boolean;
}

/** Marks are put into the plain package; some files are encrypted and yet open without asking. */
async function openBook(bytes: Uint8Array, name: string, password: string | undefined): Promise<Result<Opened>> {
  const read = await readWorkbookAsync(bytes, name);
  if (read.ok) return ok({ plain: bytes, workbook: read.value, unlocked: false });
  if (read.error.code !== 'password_needed') return read;
  const free = await openEncrypted(bytes);
  const plain = free.ok || password === undefined ? free : await openEncrypted(bytes, password);
  if (!plain.ok) return fail(plain.error.code, { file: name });
  const workbook = await readWorkbookAsync(plain.value, name);
  return workbook.ok ? ok({ plain: plain.value, workbook: workbook.value, unlocked: !free.ok }) : workbook;
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
