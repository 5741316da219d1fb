import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '#shared/result';
import { closeArchive, type Archive } from '../../store/db';
import { countHouseholds } from '../../store/queries/households';
import { journalOf, openForTest } from '../../store/testArchive';
import type { KeepBytes } from './keeping';
import { ImportSession } from './session';

const opened: Archive[] = [];
afterEach(() => {
  opened.splice(0).forEach(closeArchive);
});
let serial = 0;
const soon = (): Promise<void> => new Promise((done) => setTimeout(done, 50));
const HEADER = '户编号,户主姓名,户主证件号码,家庭住址';
const ROW = '1,赵建国,539699196802102214,上坪村';

/** A session with the file planned, and the journal that it writes into. */
async function planned(keep: KeepBytes, rows = 1) {
  const name = `keeping-${++serial}`;
  const archive = await openForTest({ who: '乙', device: '机' }, name);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  const session = new ImportSession(archive.value, '20260630', keep);
  const lines = Array.from({ length: rows }, (_, at) => `${5301990000 + at},赵建国,,上坪村`);
  const file = new File([`${HEADER}\n${rows === 1 ? ROW : lines.join('\n')}`], '一.csv');
  await session.read([{ file, path: file.name }], { year: 2025 });
  expect(await session.plan({ policy: 'fill' })).toMatchObject({ ok: true });
  return { session, archive: archive.value, journal: journalOf(name), file };
}

describe('the files of an import', () => {
  it.each([1, 2500])('lie in the store before a line refers to them (%d households)', async (rows) => {
    let finish: (done: Result<string>) => void = () => undefined;
    let kept: Uint8Array<ArrayBuffer> = new Uint8Array();
    const { session, archive, journal } = await planned((bytes) => {
      kept = bytes.slice();
      return new Promise((resolve) => (finish = resolve));
    }, rows);
    const before = journal.lines.length;
    const applying = session.apply('甲', '机', { confirm: true });
    await soon();
    await soon();
    expect(journal.lines).toHaveLength(before);
    // Many rows lie in an open transaction by now: whoever asks for them waits until they stand behind their line.
    if (rows < 1000) expect(await countHouseholds(archive)).toBe(0);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', kept));
    finish(ok(Buffer.from(digest).toString('hex')));
    expect(await applying).toMatchObject({ ok: true });
    expect(await countHouseholds(archive)).toBe(rows);
  });

  it.each([
    ['was changed', () => Promise.resolve(new ArrayBuffer(9))],
    ['went away', () => Promise.reject(new DOMException('', 'NotReadableError'))],
  ])('a file that %s since it was read: nothing is written', async (_, again) => {
    const kept: Uint8Array[] = [];
    const { session, archive, journal, file } = await planned((bytes) => {
      kept.push(bytes);
      return Promise.resolve(fail('disk_full', { name: '附件' }));
    });
    const before = journal.lines.length;
    file.arrayBuffer = again;
    expect(await session.apply('甲', '机')).toMatchObject({ ok: false, error: { code: 'import_file_gone' } });
    expect([kept, journal.lines.length, await countHouseholds(archive)]).toEqual([[], before, 0]);
  });

  it.each([
    ['the disk is full', fail('disk_full', { name: '附件' }), 'disk_full'],
    ['the main process does not answer', null, 'internal'],
    ['something else was kept', ok('0'.repeat(64)), 'write_incomplete'],
  ])('%s: nothing is written, and it can be tried again', async (_, answer, code) => {
    let good: string | null = null;
    const { session, archive, journal } = await planned(async (bytes) => {
      if (good === null) return answer ?? Promise.reject(new Error('gone'));
      const digest = await crypto.subtle.digest('SHA-256', bytes.slice());
      return ok(Buffer.from(digest).toString('hex'));
    });
    const before = journal.lines.length;
    expect(await session.apply('甲', '机')).toMatchObject({ ok: false, error: { code } });
    expect([journal.lines.length, await countHouseholds(archive)]).toEqual([before, 0]);
    good = 'now';
    expect(await session.apply('甲', '机')).toMatchObject({ ok: true, value: { written: 1 } });
    expect(await countHouseholds(archive)).toBe(1);
  });
});
