import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { carriedHints, learn, MOST_LAYOUTS, type ImportMemory } from '#shared/import/memory';
import { forgetImport, rememberImport } from './commands/rememberImport';
import { closeArchive, type Archive } from './db';
import { getImportMemory } from './queries/importMemory';
import { listOperations } from './queries/operations';
import { journalOf, openForTest } from './testArchive';
import { importSome, lessonOf } from './testHistory';

let serial = 0;
const opened: Archive[] = [];

async function open(name: string): Promise<Archive> {
  const archive = await openForTest({ who: '', device: '' }, name);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  return archive.value;
}

afterEach(() => opened.splice(0).forEach(closeArchive));

describe('the memory of imports', () => {
  it('is empty at first, keeps what is added, and makes no operation', async () => {
    const archive = await open(`memory-${++serial}`);
    expect(await getImportMemory(archive)).toEqual({ layouts: new Map(), answers: new Map() });
    await importSome(archive, 1);
    const done = await Promise.all([rememberImport(archive, lessonOf(1, 5)), rememberImport(archive, lessonOf(2, 6))]);
    expect(done.every((one) => one.ok)).toBe(true);
    const { layouts, answers } = await getImportMemory(archive);
    expect([...layouts.keys()].sort()).toEqual(['table-2-1', 'table-2-2']);
    expect(layouts.get('table-2-1')?.columns).toEqual({ 户编号: 'household.household_no', 片区: null });
    expect(answers).toEqual(
      new Map([
        ['member.health|一般5', '健康'],
        ['member.health|一般6', null],
      ]),
    );
    expect(await listOperations(archive, 9)).toHaveLength(1);
  });

  it('comes back when the database is lost, and forgets what it is told to', async () => {
    const name = `memory-${++serial}`;
    const archive = await open(name);
    await importSome(archive, 1);
    await rememberImport(archive, lessonOf(1, 5));
    const lines = journalOf(name).head().line;
    // Nothing new: nothing to write but the time.
    await forgetImport(archive, { layout: 'unknown' });
    expect(journalOf(name).head().line).toBe(lines);
    const before = await getImportMemory(archive);
    closeArchive(archive);
    await Dexie.delete(name);
    const again = await open(name);
    expect(await getImportMemory(again)).toEqual(before);
    await forgetImport(again, { layout: 'table-2-1' });
    await forgetImport(again, { answer: 'member.health|一般5' });
    expect(await getImportMemory(again)).toEqual({ layouts: new Map(), answers: new Map() });
  });

  it('lets go of the layout confirmed longest ago', () => {
    let memory: ImportMemory = { layouts: new Map(), answers: new Map() };
    for (let at = 0; at < MOST_LAYOUTS + 2; at++) {
      const lesson = { layouts: new Map([[`layout-${at}`, { columns: {}, used: true }]]), answers: new Map() };
      memory = learn(memory, lesson, new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString());
    }
    expect(memory.layouts.size).toBe(MOST_LAYOUTS);
    expect(memory.layouts.has('layout-1')).toBe(false);
    expect(memory.layouts.has('layout-2')).toBe(true);
  });

  it('carries hints about the layout to the next file, and none about its rows of data', () => {
    const range = { top: 2, left: 0, bottom: 40, right: 6 };
    expect(carriedHints([{ range, headerRows: [2, 3], roles: { 1: 'title', 4: 'sample', 17: 'note' } }], 3)).toEqual([
      { range: { ...range, bottom: 1_048_575 }, headerRows: [2, 3], roles: { 1: 'title', 4: 'sample' } },
    ]);
    expect(carriedHints([{ roles: { 17: 'note' } }], 3)).toEqual([]);
    // On a form: what is printed on every copy.
    const cells = { '20:2': { is: 'label', text: '门牌' } } as const;
    expect(carriedHints([{ cells, roles: { 9: 'header', 17: 'note' } }], 0)).toEqual([
      { cells, roles: { 9: 'header' } },
    ]);
  });
});
