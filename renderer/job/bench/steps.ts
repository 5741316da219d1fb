/** The steps of the bench, each beside its raw limit. All but `import` need an archive that holds something. */
import type { HouseholdRecord } from '#shared/derive/record';
import { saveField } from '../../store/commands/saveField';
import type { Archive } from '../../store/db';
import { eachBatch, getMany } from '../../store/queries/households';
import { destroy, withoutJournal } from '../../store/benchArchive';
import { RawProbe } from '../../store/rawProbe';
import { auditApi, exportApi, importApi, searchApi } from '../../workers/client';
import { today } from '../../workers/today';
import { allInTurn, compare, inTurn, rounded, timed, type Compared } from './stats';
import { deflate, inflate, packedParts, scanTags } from './zip';

export interface Bench {
  readonly archive: Archive;
  readonly runs: number;
  readonly files: readonly File[];
  readonly progress: (text: string) => void;
}

const PAGE = 50;
const BATCH = 1000;
/** Steps that take seconds are repeated less often. */
const LONG_RUNS = 3;
/** The clock counts tenths of a millisecond: a smaller text is passed over several times. */
const TIMED_CHARACTERS = 5_000_000;

/** Reading, planning and writing the files into the archive, against inflate + one pass + raw put of the same records. */
export async function benchImport({ archive, files, progress }: Bench): Promise<Compared> {
  const worker = importApi();
  const parts: Record<string, number> = {};
  const step = async (name: string, work: () => Promise<{ readonly ok: boolean }>): Promise<void> => {
    progress(name);
    parts[name] = Math.round(
      await timed(async () => {
        if (!(await work()).ok) throw new Error(`${name} was refused`);
      }),
    );
  };
  await step('read', () =>
    worker.read(
      files.map((file) => ({ file, path: file.name })),
      { year: null },
    ),
  );
  await step('plan', () => worker.plan({ policy: 'fill' }));
  // Planned again, the records are there already: what is saved is reading the cells into records.
  const matching = await timed(() => worker.plan({ policy: 'fill' }));
  await step('apply', () => worker.apply(archive.actor.who, archive.actor.device));
  const records = await allRecords(archive);
  const probe = await RawProbe.open();
  const rawParts = {
    inflateAndScan: await timed(async () => {
      for (const file of files) {
        for (const part of packedParts(new Uint8Array(await file.arrayBuffer()))) scanTags(await inflate(part));
      }
    }),
    put: await timed(() => probe.put(records, 'relaxed')),
  };
  await probe.destroy();
  const ours = Object.values(parts).reduce((sum, ms) => sum + ms, 0);
  const raw = rawParts.inflateAndScan + rawParts.put;
  const reading = (parts['read'] ?? 0) + Math.max(0, (parts['plan'] ?? 0) - matching);
  const facts = {
    parts: { ...parts, matching: Math.round(matching) },
    rawParts,
    households: records.length,
    /** Against reading the files into the same records and a raw put of them. */
    ratioRead: rounded(ours / (reading + rawParts.put)),
  };
  return compare('import', [ours], [raw], 'inflate + scan + raw put', facts);
}

/**
 * Saving one field, acknowledged when the journal has it, against a raw strict put of the same record, and against the same
 * save without a journal, relaxed and strict: all four in turn.
 */
export async function benchSave({ archive, runs }: Bench): Promise<Compared> {
  const records = await firstRecords(archive, BATCH);
  const probe = await RawProbe.open();
  await probe.put(records, 'relaxed');
  const [relaxed, strict] = [await withoutJournal(archive, 'relaxed'), await withoutJournal(archive, 'strict')];
  const pick = (run: number): HouseholdRecord => records[(run * 7919) % records.length] as HouseholdRecord;
  const save = async (into: Archive, run: number): Promise<void> => {
    const done = await saveField(into, pick(run).id, { path: 'fields.remark', value: `bench ${run} ${Date.now()}` });
    if (!done.ok || done.value === null) throw new Error('the save was refused');
  };
  const times = await allInTurn(runs, [
    (run) => save(archive, run),
    (run) => probe.put([{ ...pick(run), remark: run }], 'strict'),
    (run) => save(relaxed, run),
    (run) => save(strict, run),
  ]);
  const [ours, raw, withRelaxed, withStrict] = times as [number[], number[], number[], number[]];
  await probe.destroy();
  for (const bench of [relaxed, strict]) await destroy(bench);
  const beside = (other: readonly number[]): object => {
    const { ours: mine, raw: unjournalled } = compare('', ours, other, '');
    return {
      ...unjournalled,
      ratio: rounded(mine.median / unjournalled.median),
      ratioP95: rounded(mine.p95 / unjournalled.p95),
    };
  };
  return compare('save', ours, raw, 'raw strict put', {
    // ratioP95 here: p95 beside p95.
    withoutJournal: { relaxed: beside(withRelaxed), strict: beside(withStrict) },
  });
}

/** Reading a page of 50 households, against a raw getAll of as many. */
export async function benchPage({ archive, runs }: Bench): Promise<Compared> {
  const records = await allRecords(archive);
  const ids = records.map((record) => record.id);
  const probe = await RawProbe.open();
  await probe.put(records, 'relaxed');
  const from = (run: number): number => (run * 7919) % Math.max(1, ids.length - PAGE);
  const [ours, raw] = await inTurn(
    runs,
    (run) => getMany(archive, ids.slice(from(run), from(run) + PAGE)),
    (run) => probe.getAll(ids[from(run)] ?? '', PAGE),
  );
  await probe.destroy();
  return compare('page', ours, raw, 'raw getAll of 50');
}

/** A query from the page and back with its first rows, against one indexOf pass over the text of all households. */
export async function benchSearch({ archive, runs }: Bench): Promise<Compared> {
  const records = await allRecords(archive);
  const names = records.flatMap((record) => record.members.map((member) => String(member['name'] ?? '')));
  const text = records
    .map(({ fields, members }) => [fields, ...members].map((row) => Object.values(row).join('\n')).join('\n'))
    .join('\n');
  const count = Math.ceil(TIMED_CHARACTERS / Math.max(1, text.length));
  const api = searchApi();
  await api.open();
  const inWorker: number[] = [];
  const needle = (run: number): string => names[(run * 7919) % names.length] ?? '';
  const [ours, passes] = await inTurn(
    runs,
    async (run) => {
      inWorker.push((await api.query({ text: needle(run), filters: {}, sort: null }, PAGE)).ms);
    },
    (run) => {
      for (let pass = 0; pass < count; pass++) {
        for (let at = text.indexOf(needle(run)); at >= 0; at = text.indexOf(needle(run), at + 1));
      }
    },
  );
  const raw = passes.map((ms) => ms / count);
  return compare('search', ours, raw, 'one indexOf pass', {
    inWorker: compare('', inWorker, raw, '').ours,
    characters: text.length,
  });
}

/** A full audit, against reading all records once. */
export async function benchAudit({ archive, runs }: Bench): Promise<Compared> {
  const probe = await RawProbe.open();
  const records = await allRecords(archive);
  await probe.put(records, 'relaxed');
  const [ours, raw] = await inTurn(
    Math.min(runs, LONG_RUNS),
    async () => {
      if (!(await auditApi().run(today(), null)).ok) throw new Error('the audit was refused');
    },
    () => probe.scan(BATCH),
  );
  await probe.destroy();
  return compare('audit', ours, raw, 'scan of all records', { households: records.length });
}

/** Exporting 户信息表, against packing its parts alone. */
export async function benchExport({ runs }: Bench): Promise<Compared> {
  const build = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const book = await exportApi().build('household', null, null);
    if (!book.ok) throw new Error('the export was refused');
    return new Uint8Array(book.value.bytes);
  };
  const bytes = await build();
  const plain = await Promise.all(packedParts(bytes).map(inflate));
  const [ours, raw] = await inTurn(Math.min(runs, LONG_RUNS), build, () => Promise.all(plain.map(deflate)));
  return compare('export', ours, raw, 'raw deflate', { bytes: bytes.length });
}

async function allRecords(archive: Archive): Promise<HouseholdRecord[]> {
  const records: HouseholdRecord[] = [];
  await eachBatch(archive, BATCH, (batch) => void records.push(...batch.map((household) => household.record)));
  return records;
}

async function firstRecords(archive: Archive, count: number): Promise<HouseholdRecord[]> {
  return (await allRecords(archive)).slice(0, count);
}
