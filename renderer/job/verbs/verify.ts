import type { Checked, StoredKind } from '#shared/ipc/stored';
import { JOURNALLED_TABLES } from '#shared/journal/entry';
import { ok, type Result } from '#shared/result';
import { desktop } from '../../bridge/desktop';
import type { Archive } from '../../store/db';
import { readSeal } from '../../store/meta';
import { tablePages } from '../../store/pages';
import { hashArchive } from '../../store/queries/hashArchive';
import { missingFiles, nameFiles } from '../../store/queries/lostFiles';
import { countOperations } from '../../store/queries/operations';
import type { JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';

/** Things of one kind that are named one by one. */
const NAMED = 5;
const PAGE = 500;

/** `job verify`: everything that is kept is read again – journal, copies, attachments, database – and the hash is given. */
export async function verify({ archive, story, progress }: JobContext): Promise<Outcome> {
  const verified = await hashArchive(archive);
  const operations = await countOperations(archive);
  progress('核对保存记录、副本和附件');
  const checked = await desktop.checkStored();
  if (!checked.ok) return refused(checked.error, { ...verified, operations });
  const rotten = names(checked.value, 'attachment');
  const missing = await missingFiles(archive, rotten, (sha256) => desktop.storedToken('attachment', sha256));
  const seal = await sealState(archive, verified.households);
  const database = await databaseState(archive);
  const { journal, copies, attachments } = checked.value;
  const json = {
    ...verified,
    operations,
    journal: { lines: journal.lines, damaged: journal.damaged, segments: names(checked.value, 'segment') },
    snapshots: { count: copies, damaged: names(checked.value, 'copy') },
    attachments: { files: attachments, damaged: rotten, missing },
    database,
    seal,
  };
  const lost = story?.lostLines ?? [];
  const problems = [
    ...told('保存记录第', journal.damaged.map(String), '条'),
    ...told('保存记录的大段内容“', json.journal.segments.map(short), '”'),
    ...told('副本“', json.snapshots.damaged, '”'),
    ...told('损坏的附件', await nameFiles(archive, rotten), ''),
    ...told('不见了的附件', await nameFiles(archive, missing), ''),
    ...told('重建时没能补回的保存记录第', lost.map(String), '条'),
    ...(database === 'ok' ? [] : ['数据库读不完整']),
    ...(seal === 'ok' ? [] : ['数据库与保存记录对不上']),
  ];
  if (problems.length === 0) return done(json);
  return refused({ code: 'verify_failed', params: { problems: problems.join('；') } }, json);
}

function names({ damaged }: Checked, kind: StoredKind): string[] {
  return damaged.filter((one) => one.kind === kind).map(({ name }) => name);
}

/** The first letters of a checksum tell files apart, and fit on a line. */
function short(name: string): string {
  return name.slice(0, 12);
}

function told(before: string, list: readonly string[], behind: string): string[] {
  if (list.length === 0) return [];
  const rest = list.length > NAMED ? `等 ${list.length} 处` : '';
  return [`${before}${list.slice(0, NAMED).join('、')}${behind}${rest}`];
}

/** Whether the database says that it holds what the journal holds last, and as many households as it does. */
async function sealState(archive: Archive, households: number): Promise<'ok' | 'missing' | 'behind' | 'counts'> {
  const [seal, state] = await Promise.all([readSeal(archive.db), archive.journal.state()]);
  if (!seal || !state.ok || seal.databaseId !== state.value.databaseId) return 'missing';
  const { line, sum } = state.value.journal;
  if (seal.line !== line || (line > 0 && seal.sum !== sum)) return 'behind';
  return seal.households === households ? 'ok' : 'counts';
}

/** Every row of every table that counts is read once. */
async function databaseState(archive: Archive): Promise<'ok' | 'unreadable'> {
  const read = async (): Promise<Result<null>> => {
    for (const table of JOURNALLED_TABLES) for await (const page of tablePages(archive.db, table, PAGE)) void page;
    return ok(null);
  };
  return (await read().catch(() => null)) ? 'ok' : 'unreadable';
}
