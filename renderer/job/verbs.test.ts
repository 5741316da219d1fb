import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobRequest } from '#shared/ipc/job';
import { closeArchive, type Archive } from '../store/db';
import { openForTest } from '../store/testArchive';
import { countHouseholds } from '../store/queries/households';
import { ImportSession } from '../workers/import/session';
import { Register } from '../workers/search/register';
import type { Outcome } from './outcome';
import { dump } from './verbs/dump';
import { find } from './verbs/find';
import { importFiles } from './verbs/import';
import { undo } from './verbs/undo';
import { verify } from './verbs/verify';

/** Files by token, as the main process would hand them out; written ones appear under their token too. */
const files = new Map<string, Uint8Array<ArrayBuffer>>();
/** What the main process says is damaged. */
const damagedFiles: { kind: string; name: string }[] = [];
const apis = { importer: null as ImportSession | null, search: null as Register | null };

/** Marked files asked for: import and path. */
const markedFiles: string[] = [];
vi.mock('../workers/client', () => ({
  importApi: () => apis.importer,
  searchApi: () => apis.search,
  exportApi: () => ({
    errorBook: (batch: string, path: string) => {
      markedFiles.push(batch);
      const bytes = new TextEncoder().encode(path);
      return Promise.resolve({ ok: true, value: { bytes, name: '表（标出问题）.xlsx', marked: 2, listed: 3 } });
    },
  }),
}));
vi.mock('../bridge/desktop', () => {
  const ok = <T>(value: T): Promise<{ ok: true; value: T }> => Promise.resolve({ ok: true, value });
  const save = (token: string, bytes: Uint8Array<ArrayBuffer>): ReturnType<typeof ok> => {
    files.set(token, new Uint8Array([...(files.get(token) ?? []), ...bytes]));
    return ok({ path: token, bytes: bytes.length });
  };
  return {
    desktopFiles: { readAll: (token: string) => ok(files.get(token)), saveBytes: save },
    desktop: {
      openWriter: (token: string) => (files.delete(token), ok(token)),
      write: save,
      commit: (token: string) => ok({ path: token, bytes: files.get(token)?.length ?? 0 }),
      abort: () => ok(null),
      checkStored: () =>
        ok({ journal: { lines: 0, damaged: [], segments: 0 }, damaged: damagedFiles, copies: 1, attachments: 0 }),
      storedToken: () => ok('stored'),
    },
  };
});

const HEADER = '户编号,户主姓名,姓名,与户主关系,性别';
let serial = 0;
let archive: Archive;

beforeEach(async () => {
  const opened = await openForTest({ who: '', device: '' }, `job-${++serial}`);
  if (!opened.ok) throw new Error(opened.error.code);
  archive = opened.value;
  apis.importer = new ImportSession(archive, '20260630');
  apis.search = new Register(archive, '20260630');
});
afterEach(() => closeArchive(archive));

function run(
  verb: (context: { request: JobRequest; archive: Archive; story: null; progress: () => void }) => Promise<Outcome>,
  about: Partial<JobRequest> = {},
): Promise<Outcome> {
  const request: JobRequest = { verb: 'import', options: {}, words: [], inputs: [], outputs: {}, ...about };
  return verb({ request, archive, story: null, progress: () => undefined });
}

function importing(lines: readonly string[], about: Partial<JobRequest> = {}): Promise<Outcome> {
  files.set('in', new TextEncoder().encode(lines.join('\n')));
  return run(importFiles, { inputs: [{ token: 'in', name: '表.csv', bytes: 0 }], ...about });
}

describe('job import', () => {
  it('reports sheets, plan and problems in the agreed shape and applies by itself', async () => {
    const { exit, json } = await importing([HEADER, '1,甲,甲,户主,男', '1,甲,乙,之妻,女', '2,丙,丙,户主,男']);
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      sheets: [{ file: '表.csv', headerRows: [1], rows: 3 }],
      plan: { new: 2, changed: 0, same: 0, conflict: 0, rejected: 0 },
    });
    const [sheet] = json['sheets'] as { columns: readonly unknown[] }[];
    expect(sheet?.columns[0]).toEqual({
      at: 'A',
      header: '户编号',
      field: 'household_no',
      entity: 'household',
      confidence: 1,
    });
    expect(json['batch']).toMatch(/^[0-9A-Z]{26}$/);
    expect(await countHouseholds(archive)).toBe(2);

    const again = await importing([HEADER, '1,甲,甲,户主,男', '1,甲,乙,之妻,女', '2,丙,丙,户主,男']);
    expect(again).toMatchObject({ exit: 0, json: { plan: { new: 0, same: 2 }, batch: null } });
  });

  it('writes nothing on a dry run', async () => {
    const { exit, json } = await importing([HEADER, '1,甲,甲,户主,男'], { options: { 'dry-run': true } });
    expect([exit, json['batch']]).toEqual([0, null]);
    expect(await countHouseholds(archive)).toBe(0);
  });

  it('ends with 1 and a sentence when nothing can be done, with the columns of a sheet that has no rows', async () => {
    const empty = await importing([HEADER]);
    expect(empty).toMatchObject({ exit: 1, json: { ok: false, code: 'no_rows', plan: { new: 0, rejected: 0 } } });
    expect((empty.json['sheets'] as { columns: unknown[] }[])[0]?.columns).toHaveLength(5);
    const nothing = await importing([]);
    expect(nothing).toMatchObject({ exit: 1, json: { ok: false, code: 'empty_file', sheets: [] } });
    for (const { json } of [empty, nothing]) expect(json['text']).toMatch(/[一-龥]{6}/);
  });

  it('writes the problems as a sheet when asked', async () => {
    await importing([HEADER], { outputs: { report: 'report' } });
    expect(String.fromCharCode(...(files.get('report')?.slice(0, 2) ?? []))).toBe('PK');
  });

  it('writes the file back with its problems marked, once it is in; never without writing', async () => {
    apis.importer = new ImportSession(archive, '20260630', async (bytes) => {
      const digest = await crypto.subtle.digest('SHA-256', bytes.slice());
      return { ok: true, value: Buffer.from(digest).toString('hex') };
    });
    const lines = [HEADER, '1,甲,甲,户主,不男不女'];
    const { json } = await importing(lines, { outputs: { 'error-book': 'marked' } });
    expect(json['errorBook']).toEqual([{ file: '表.csv', marked: 2, listed: 3 }]);
    expect(markedFiles).toEqual([json['result']]);
    expect(new TextDecoder().decode(files.get('marked'))).toBe('表.csv');
    const dry = await importing(lines, { outputs: { 'error-book': 'marked' }, options: { 'dry-run': true } });
    expect(dry).toMatchObject({ exit: 2, json: { code: 'usage' } });
  });
});

describe('job find, dump, verify, undo', () => {
  it('answer from the imported archive and take the import back', async () => {
    const empty = (await run(verify)).json['hash'];
    await importing([HEADER, '1,甲,甲,户主,男', '1,甲,王小花,之妻,女', '2,丙,丙,户主,男']);
    expect((await run(find, { words: ['wxh'] })).json).toMatchObject({
      hits: 1,
      first: { household_no: '1', head_name: '甲' },
    });
    expect((await run(find, { words: ['没有'] })).json).toMatchObject({ hits: 0, first: null });
    await run(dump, { outputs: { out: 'dump' } });
    const lines = new TextDecoder().decode(files.get('dump')).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { household_no: string }).household_no)).toEqual(['1', '2']);
    expect((await run(verify)).json).toMatchObject({ households: 2, members: 3, operations: 1, seal: 'ok' });
    damagedFiles.push({ kind: 'copy', name: '000000000001-x.zip' });
    const damaged = await run(verify);
    damagedFiles.pop();
    expect(damaged).toMatchObject({ exit: 1, json: { ok: false, code: 'verify_failed', households: 2 } });
    expect(damaged.json['text']).toContain('副本“000000000001-x.zip”');
    const undone = await run(undo);
    expect(undone).toMatchObject({ exit: 0, json: { hash: empty } });
    expect((await run(verify)).json).toMatchObject({ households: 0, operations: 2, hash: empty });
    expect(await run(undo)).toMatchObject({ exit: 1, json: { ok: false, code: 'nothing_to_undo' } });
  });
});
