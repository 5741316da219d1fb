/** Every imported value resolves to file, sheet and cell: after chained imports, forms, undo and a rebuild. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fieldIn, entityAt } from '#shared/catalogue/index';
import { LIST_PLACES, type HouseholdRecord, type Row, type Value } from '#shared/derive/record';
import { Sha256 } from '#shared/derive/sha256';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import type { CellValue, Workbook } from '#shared/excel/sheet';
import { isSameValue } from '#shared/import/matchRows';
import type { Policy } from '#shared/import/types';
import { ok } from '#shared/result';
import { Random } from '#shared/sample/random';
import { generateVillage } from '#shared/sample/village';
import { codecFor } from '#shared/values/index';
import { removeRow } from '../../store/commands/removeRow';
import { saveField } from '../../store/commands/saveField';
import { undo } from '../../store/commands/undo';
import { closeArchive, type Archive } from '../../store/db';
import { referencedAttachments } from '../../store/queries/attachments';
import { importChanges, importProblems, importResult, imports } from '../../store/queries/batches';
import { eachBatch } from '../../store/queries/households';
import { provenanceOf } from '../../store/queries/provenance';
import { openForTest } from '../../store/testArchive';
import type { Provenance } from '../../store/types';
import type { KeepBytes } from './keeping';
import { columnIndex } from './letters';
import { ImportSession } from './session';

const VILLAGES = '../shared/sheets/village';
let serial = 0;
const opened: Archive[] = [];
afterEach(() => opened.splice(0).forEach(closeArchive));

/** An archive with a store of files beside it. */
class World {
  readonly kept = new Map<string, Uint8Array>();
  private readonly books = new Map<string, Workbook>();
  readonly keep: KeepBytes = (bytes) => {
    const hash = new Sha256();
    hash.update(bytes);
    const sha256 = hash.digest();
    this.kept.set(sha256, bytes);
    return Promise.resolve(ok(sha256));
  };

  private constructor(
    readonly name: string,
    public archive: Archive,
  ) {}

  static async open(): Promise<World> {
    const name = `provenance-${++serial}`;
    return new World(name, await World.archive(name));
  }

  private static async archive(name: string): Promise<Archive> {
    const archive = await openForTest({ who: '乙', device: '机' }, name);
    if (!archive.ok) throw new Error(archive.error.code);
    opened.push(archive.value);
    return archive.value;
  }

  /** The database is lost; journal and copies stay. */
  async rebuild(): Promise<void> {
    closeArchive(this.archive);
    await Dexie.delete(this.name);
    this.archive = await World.archive(this.name);
  }

  async take(
    files: readonly File[],
    policy: Policy = 'fill',
    who = '甲',
  ): Promise<{ batch: string | null; result: string }> {
    const session = new ImportSession(this.archive, '20260630', this.keep);
    const read = await session.read(
      files.map((file) => ({ file, path: file.name })),
      { year: 2025 },
    );
    if (!read.ok) throw new Error(read.error.code);
    const planned = await session.plan({ policy });
    if (!planned.ok) throw new Error(planned.error.code);
    const done = await session.apply(who, '机', { confirm: true });
    if (!done.ok) throw new Error(done.error.code);
    return done.value;
  }

  async records(): Promise<HouseholdRecord[]> {
    const records: HouseholdRecord[] = [];
    await eachBatch(this.archive, 500, (batch) => void records.push(...batch.map(({ record }) => record)));
    return records;
  }

  /** The cell in the kept file that a value is said to come from. */
  cell({ sha256, sheet, cell, file }: Provenance): CellValue | undefined {
    const known = this.books.get(sha256 ?? '') ?? this.read(sha256 ?? '', file ?? '');
    const found = known.sheets.find(({ name }) => name === sheet);
    const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(cell ?? '') ?? [];
    return found?.rows[Number(row) - 1]?.[columnIndex(letters)];
  }

  private read(sha256: string, file: string): Workbook {
    const book = readWorkbook(this.kept.get(sha256) ?? new Uint8Array(), file);
    if (!book.ok) throw new Error(`${file}: ${book.error.code}`);
    this.books.set(sha256, book.value);
    return book.value;
  }

  /** Paths of a household whose value does not resolve to a cell that says the same. */
  async dangling(record: HouseholdRecord): Promise<string[]> {
    const wrong: string[] = [];
    for (const [path, entity, key, value] of valuesOf(record)) {
      const from = await provenanceOf(this.archive, record.id, path);
      if (from?.kind === 'form') continue;
      const field = fieldIn(entity, key);
      const cell = from?.cell ? this.cell(from) : undefined;
      const parsed = field && cell !== undefined && cell !== null ? codecFor(field).fromCell(cell, field) : undefined;
      const read = parsed?.ok === true ? parsed.value : undefined;
      // Merged cells say it in their first cell; a header may name another unit or the year itself.
      const same = read !== undefined && (isSameValue(field, value, read) || Number(value) === Number(read) * 10000);
      if (!same && !(key === 'year' && from?.batch))
        wrong.push(`${path}=${value} ${from?.sheet ?? '-'}!${from?.cell ?? '-'}=${String(cell)}`);
    }
    return wrong;
  }
}

function* valuesOf(
  record: HouseholdRecord,
): Generator<readonly [string, Parameters<typeof fieldIn>[0], string, Value]> {
  const row = function* (place: 'fields' | 'relocation' | (typeof LIST_PLACES)[number], path: string, values: Row) {
    for (const [key, value] of Object.entries(values))
      if (value !== undefined) yield [`${path}.${key}`, entityAt(place).name, key, value] as const;
  };
  yield* row('fields', 'fields', record.fields);
  yield* row('relocation', 'relocation', record.relocation);
  for (const place of LIST_PLACES)
    for (const [at, values] of record[place].entries()) yield* row(place, `${place}[${at}]`, values);
}

function csv(name: string, ...lines: string[]): File {
  return new File([lines.join('\n')], name);
}

const HEADER = '户编号,户主姓名,联系电话,姓名,与户主关系,性别,证件号码,片区';

describe('provenance', () => {
  it('names the newest cell after chained imports, the form after a form, and the cell before after an undo', async () => {
    const world = await World.open();
    await world.take([
      csv('一.csv', HEADER, '1,甲,13800000001,甲,户主,男,,东片', '1,甲,,乙,之妻,女,,', '2,丙,,丙,户主,男,,'),
    ]);
    await world.take([csv('二.csv', HEADER, '1,甲,13900000002,甲,户主,男,,东片', '1,甲,,丁,之子,男,,')], 'file');
    await world.take([csv('三.csv', '户编号,户主姓名,家庭住址', '1,甲,上坪村')]);
    const id = (await world.records()).find(({ fields }) => fields['household_no'] === '1')?.id ?? '';
    const of = (path: string): Promise<Provenance | null> => provenanceOf(world.archive, id, path);
    expect(await of('members[0].member_phone')).toMatchObject({
      file: '二.csv',
      cell: 'C2',
      who: '甲',
      kind: 'import',
    });
    expect(await of('fields.head_name')).toMatchObject({ file: '一.csv', cell: 'B2' });
    expect(await of('members[1].name')).toMatchObject({ file: '一.csv', cell: 'D3' });
    expect(await of('members[2].relation')).toMatchObject({ file: '二.csv', cell: 'E3', header: '与户主关系' });
    expect(await of('fields.address')).toMatchObject({ file: '三.csv', cell: 'C2' });
    expect(await of('extra[0]')).toMatchObject({ file: '一.csv', cell: 'H2', text: '东片', header: '片区' });
    expect(await of('fields.remark')).toBeNull();

    await saveField(world.archive, id, { path: 'members[0].member_phone', value: '13700000003' });
    expect(await of('members[0].member_phone')).toMatchObject({ kind: 'form', batch: null, cell: null, who: '乙' });
    await undo(world.archive);
    expect(await of('members[0].member_phone')).toMatchObject({ file: '二.csv', cell: 'C2' });
    // Rows move up when one before them goes.
    await removeRow(world.archive, id, 'members', 1);
    expect(await of('members[1].relation')).toMatchObject({ file: '二.csv', cell: 'E3' });
    await undo(world.archive);
    // The third import, then the second is taken back.
    await undo(world.archive);
    await undo(world.archive);
    expect(await of('members[0].member_phone')).toMatchObject({ file: '一.csv', cell: 'C2' });
    expect(await of('members[1].name')).toMatchObject({ file: '一.csv', cell: 'D3' });
    await world.rebuild();
    expect(await of('members[0].member_phone')).toMatchObject({ file: '一.csv', cell: 'C2' });
    expect(await referencedAttachments(world.archive)).toEqual(new Set(world.kept.keys()));
  });

  it('keeps results: list, problems, what was written, after undo and rebuild; an import without changes too', async () => {
    const world = await World.open();
    const files = [csv('一.csv', HEADER, '1,甲,,甲,户主,男,,', ',,,无户,之子,男,,', '2,丙,,丙,户主,不男不女,,')];
    const { batch, result } = await world.take(files);
    expect(batch).toBe(result);
    const again = await world.take(files);
    expect(again.batch).toBeNull();
    await world.rebuild();
    expect(await imports(world.archive)).toMatchObject([
      { id: again.result, operation: null, written: 0, counts: { same: 2, new: 0 } },
      { id: result, who: '甲', written: 2, undone: false, files: [{ name: '一.csv' }], counts: { new: 2 } },
    ]);
    const problems = await importProblems(world.archive, result);
    expect(problems.map(({ level, cell }) => [level, cell])).toContainEqual(['unread', 'F4']);
    expect(await importChanges(world.archive, result, 0, 10)).toMatchObject([{ what: 'created' }, { what: 'created' }]);
    expect((await importResult(world.archive, result))?.summary.problems).toBe(problems.length);
    const id = (await world.records()).find(({ fields }) => fields['household_no'] === '2')?.id ?? '';
    expect(await provenanceOf(world.archive, id, 'members[0].sex')).toMatchObject({ cell: 'F4', text: '不男不女' });
    await undo(world.archive);
    expect((await importResult(world.archive, result))?.summary.undone).toBe(true);
  });

  it('remembers what was merged by decision, and lists what was skipped until it is taken', async () => {
    const world = await World.open();
    const header = '户编号,户主姓名,户主证件号码,家庭住址';
    await world.take([csv('一.csv', header, '1,赵建国,539699196802102214,上坪村')]);
    const again = csv('二.csv', header, 'N1,赵建国,539699196802102914,');
    const session = new ImportSession(world.archive, '20260630', world.keep);
    const plan = async (): Promise<void> => {
      await session.read([{ file: again, path: again.name }], { year: 2025 });
      expect(await session.plan({ policy: 'fill' })).toMatchObject({ ok: true });
    };
    const decide = async (household: { kind: 'skip' } | { kind: 'merge'; id: string }): Promise<string> => {
      const [row] = await session.planRows('suspect', 0, 10);
      expect(row?.suspects).toHaveLength(1);
      await session.decide(row?.key ?? '', { household });
      const done = await session.apply('甲', '机');
      if (!done.ok) throw new Error(done.error.code);
      return done.value.result;
    };
    await plan();
    const skipped = await importResult(world.archive, await decide({ kind: 'skip' }));
    expect(skipped?.leftOut).toMatchObject([{ household_no: 'N1', cell: 'A2', file: '二.csv', why: 'skipped' }]);
    expect(await world.records()).toHaveLength(1);
    await plan();
    await decide({ kind: 'merge', id: (await world.records())[0]?.id ?? '' });
    await plan();
    expect(await session.planRows('suspect', 0, 10)).toEqual([]);
    expect(await session.apply('甲', '机')).toMatchObject({ ok: true, value: { operation: null, written: 0 } });
    expect(await world.records()).toHaveLength(1);
  });

  it.each([1, 2, 3])(
    'five chained imports with forms, removed rows and undo between them: nothing dangles (seed %i)',
    async (seed) => {
      const world = await World.open();
      const random = new Random(seed);
      const village = generateVillage({ households: 6, seed, style: 'flat', asOf: '20260630', defects: 0 });
      await world.take(village.files.map(({ name, bytes }) => new File([bytes.slice()], name)));
      for (let round = 0; round < 5; round++) {
        const records = await world.records();
        const lines = records
          .filter(() => random.chance(0.7))
          .flatMap(({ fields, members }, at) => {
            const head = `${fields['household_no']},${fields['head_name']},上坪村${round}号`;
            const known = members.filter(() => random.chance(0.5));
            const born = random.chance(0.4) ? [`${head},新${round}${at},之子,,汉族`] : [];
            return [
              ...known.map(({ name, id_no }) => `${head},${name},,${id_no ?? ''},${random.pick(['汉族', '苗族'])}`),
              ...born,
            ];
          });
        const file = csv(
          `轮${round}.csv`,
          '户编号,户主姓名,家庭住址,姓名,与户主关系,证件号码,民族',
          ...random.shuffle(lines),
        );
        await world.take([file], random.pick(['fill', 'file'] as const));
        const one = random.pick(await world.records());
        const act = random.int(0, 3);
        if (act === 0) await saveField(world.archive, one.id, { path: 'fields.address', value: `手填${round}` });
        if (act === 1 && one.members.length > 1)
          await removeRow(world.archive, one.id, 'members', random.int(0, one.members.length - 1));
        if (act === 2) await undo(world.archive);
      }
      await world.rebuild();
      const wrong: string[] = [];
      for (const record of await world.records()) wrong.push(...(await world.dangling(record)));
      expect(wrong).toEqual([]);
    },
  );

  for (const village of ['national_flat', 'register', 'paper', 'old-layout', 'national_flat_defects']) {
    const folder = join(VILLAGES, village);
    it.skipIf(!existsSync(folder))(`village/${village}: every value of six households, and what it costs`, async () => {
      const world = await World.open();
      const files = readdirSync(folder)
        .filter((file) => /\.(xlsx?|csv)$/.test(file))
        .map((file) => new File([readFileSync(join(folder, file))], file));
      await world.take(files);
      const records = await world.records();
      const step = Math.max(1, Math.floor(records.length / 6));
      const wrong: string[] = [];
      for (let at = 0; at < records.length; at += step) wrong.push(...(await world.dangling(records[at]!)));
      const { db } = world.archive;
      const size = async (table: { toArray(): PromiseLike<unknown> }): Promise<number> =>
        JSON.stringify(await table.toArray()).length;
      const rest = (await size(db.households)) + (await size(db.operations)) + (await size(db.log));
      const own = await size(db.batches);
      console.info(
        village,
        records.length,
        'households; provenance and results',
        own,
        'of',
        rest,
        `= ${Math.round((own / rest) * 100)} %`,
      );
      expect(wrong).toEqual([]);
      expect(own / rest).toBeLessThan(0.35);
    });
  }
});
