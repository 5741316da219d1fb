/** Error workbooks that another program saved before they came back, and files that were no .xlsx to begin with. */
import 'fake-indexeddb/auto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import { columnName } from '#shared/excel/sheet';
import { isProblemList } from '#shared/excel/write/errorBook/listSheet';
import { corrected, partsOf, styledWorkbook } from '#shared/excel/write/errorBook/testStyled';
import { closeWorlds, coloured, faulty, HEADERS, household, HOUSEHOLDS, putRight, World } from './testBook';

afterEach(closeWorlds);

const HAS_OFFICE = ((): boolean => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
/** Starting the office program takes its time. */
const MINUTES = 180_000;
/** One for all: making one takes longer than saving a file. */
const PROFILE = mkdtempSync(join(tmpdir(), 'hudang-office-'));
afterAll(() => rmSync(PROFILE, { recursive: true, force: true }));

function savedAgain(bytes: Uint8Array, name: string, format: string): Uint8Array {
  const work = mkdtempSync(join(tmpdir(), 'hudang-resaved-'));
  try {
    writeFileSync(join(work, name), bytes);
    const out = join(work, 'out');
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${PROFILE}`,
        '--headless',
        '--convert-to',
        format,
        '--outdir',
        out,
        join(work, name),
      ],
      {
        stdio: 'ignore',
      },
    );
    return new Uint8Array(readFileSync(join(out, name.replace(/[^.]+$/, format.replace(/:.*/, '')))));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

describe.skipIf(!HAS_OFFICE)('an error workbook that LibreOffice saved before it came back', () => {
  it.each(['xlsx', 'ods', 'xls'])(
    'as .%s: exactly the corrected rows are taken',
    async (format) => {
      const { sound, rows, errors } = faulty();
      const world = await World.open();
      const first = await world.take(styledWorkbook(HEADERS, rows), '李庄.xlsx');
      const book = await world.marked(first.result, '李庄.xlsx');
      const fixed = corrected(book, new Map(errors.map(({ cell, sound: value }) => [cell, value])));
      const back = savedAgain(fixed, '李庄（标出问题）.xlsx', format);
      const read = readWorkbook(back, `李庄（标出问题）.${format}`);
      expect(read.ok && read.value.sheets.filter(isProblemList).length).toBe(1);
      const second = await world.take(back, `李庄（标出问题）.${format}`);
      expect(second.counts).toEqual(putRight(errors));
      const clean = await World.open();
      await clean.take(styledWorkbook(HEADERS, sound), '净.xlsx');
      expect(await world.hash()).toBe(await clean.hash());
    },
    MINUTES,
  );

  it.each(['xls', 'ods', 'csv'])(
    'of a .%s: comes as an .xlsx with the same cells marked, and back',
    async (format) => {
      const { rows, errors } = faulty();
      const original = savedAgain(
        styledWorkbook(HEADERS, rows),
        '李庄.xlsx',
        format === 'csv' ? 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false' : format,
      );
      const world = await World.open();
      const name = `李庄.${format}`;
      const first = await world.take(original, name);
      const made = await world.book(first.result, name);
      if (!made.ok) throw new Error(made.error.code);
      expect(made.value).toMatchObject({ converted: true, name: '李庄（标出问题）.xlsx' });
      // What the office program computes or rounds as it saves – a formula without a value, 1.5 shown as 2 – is no error any more.
      const found = new Set(coloured(partsOf(made.value.bytes)));
      const missing = errors.filter(({ cell }) => !found.has(cell)).map(({ what }) => what);
      expect(missing.filter((what) => !/formula|error value|fraction/.test(what))).toEqual([]);
      const marked = errors.filter(({ cell }) => found.has(cell));
      const fixed = corrected(made.value.bytes, new Map(marked.map(({ cell, sound }) => [cell, sound])));
      const second = await world.take(fixed, made.value.name);
      expect(second.counts).toMatchObject({ conflict: 0, rejected: 0, suspect: 0 });
      expect(second.counts.same).toBe(HOUSEHOLDS - marked.length);
      expect(await world.unread()).toEqual([]);
    },
    MINUTES,
  );
});

describe('a file that was no .xlsx', () => {
  it('comes back as one with long digits kept as text and columns wide enough to read', async () => {
    const rows = Array.from({ length: 6 }, (_, at) => household(at));
    rows[2]![HEADERS.indexOf('务工月收入（元）')] = '外出';
    const csv = [HEADERS, ...rows].map((row) => row.map((cell) => String(cell ?? '')).join(',')).join('\r\n');
    const name = `李庄村2026年上半年农户家庭人口与收入情况登记台账[一组]最终版.csv`;
    const world = await World.open();
    const first = await world.take(new TextEncoder().encode(`\uFEFF${csv}`), name);
    const made = await world.book(first.result, name);
    if (!made.ok) throw new Error(made.error.code);
    const parts = partsOf(made.value.bytes);
    const cell = `${columnName(HEADERS.indexOf('务工月收入（元）'))}4`;
    expect(made.value).toMatchObject({ converted: true, marked: 1 });
    expect(coloured(parts)).toEqual([cell]);
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/<col [^>]*min="5"[^>]*width="(?:1[89]|2\d)/);
    // Who types into such a cell gets text again, not a number that loses its end.
    const style = /<c r="E2"[^>]*s="(\d+)"/.exec(parts['xl/worksheets/sheet1.xml'] ?? '')?.[1];
    const xfs = [...(/<cellXfs.*<\/cellXfs>/s.exec(parts['xl/styles.xml'] ?? '')?.[0] ?? '').matchAll(/<xf [^>]*>/g)];
    const text = /<numFmt numFmtId="(\d+)" formatCode="@"/.exec(parts['xl/styles.xml'] ?? '')?.[1] ?? '49';
    expect(xfs[Number(style)]?.[0]).toContain(`numFmtId="${text}"`);
    const fixed = corrected(made.value.bytes, new Map([[cell, 3026]]));
    expect((await world.take(fixed, made.value.name)).counts).toMatchObject({ changed: 1, same: 5, conflict: 0 });
  });
});
