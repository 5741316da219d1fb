import type { Checked, StoredKind } from '#shared/ipc/desktop';
import { JOURNALLED_TABLES } from '#shared/journal/entry';
import { ok, type Result } from '#shared/result';
import { desktop } from '../../bridge/desktop';
import type { Archive } from '../../store/db';
import { readSeal } from '../../store/meta';
import { tablePages } from '../../store/pages';
import { referencedAttachments } from '../../store/queries/attachments';
import { hashArchive } from '../../store/queries/hashArchive';
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
  progress('核对日志、副本和附件');
  const checked = await desktop.checkStored();
  if (!checked.ok) return refused(checked.error, { ...verified, operations });
  const recorded = await referencedAttachments(archive);
  const missing = await missingFiles([...recorded].sort(), names(checked.value, 'attachment'));
  const seal = await sealState(archive, verified.households);
  const database = await databaseState(archive);
  const { journal, copies, attachments } = checked.value;
  const json = {
    ...verified,
    operations,
    journal: { lines: journal.lines, damaged: journal.damaged, segments: names(checked.value, 'segment') },
    snapshots: { count: copies, damaged: names(checked.value, 'copy') },
    attachments: { files: attachments, damaged: names(checked.value, 'attachment'), missing },
    database,
    seal,
  };
  const lost = story?.lostLines ?? [];
  const problems = [
    ...told('日志第', journal.damaged.map(String), '行'),
    ...told('日志的大段“', json.journal.segments.map(short), '”'),
    ...told('副本“', json.snapshots.damaged, '”'),
    ...told('附件“', json.attachments.damaged.map(short), '”'),
    ...told('缺少的附件“', missing.map(short), '”'),
    ...told('重建时没能补回的日志第', lost.map(String), '行'),
    ...(database === 'ok' ? [] : ['数据库读不完整']),
    ...(seal === 'ok' ? [] : ['数据库与日志对不上']),
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

/** Attachments that are recorded, or that an undo could bring back, without a file; a damaged one is there, but named already. */
async function missingFiles(recorded: readonly string[], damaged: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const sha256 of recorded) {
    if (damaged.includes(sha256)) continue;
    const file = await desktop.storedToken('attachment', sha256);
    if (!file.ok) missing.push(sha256);
  }
  return missing;
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
