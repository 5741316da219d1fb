/** Thousands of random lives of a journal on a disk that forgets what it may (promises.md P-02, P-03, P-05, P-15). */
import { describe, expect, test } from 'vitest';
import { randomFrom, type Random } from '../../build/faults/random';
import { SimulatedDisk, type SimulatedOptions } from '../../build/faults/simulatedDisk';
import { Journal } from './journal';

const FOLDER = '/archive/journal';
const CODES = ['EIO', 'ENOSPC', 'EROFS', 'EACCES'];
const REACHES = ['nothing', 'half', 'done'] as const;
/** More of them: LIVES=5000 npx vitest run electron/journal/histories.test.ts */
const LIVES = Number(process.env['LIVES'] ?? 250);

interface Line {
  readonly payload: string;
  readonly refs: readonly string[];
}

/** One computer and what its journal must hold. */
class Life {
  readonly disk: SimulatedDisk;
  readonly violations: string[] = [];
  readonly #random: Random;
  #journal: Journal | null = null;
  /** Lines from 1 on. */
  readonly #lines: Line[] = [];
  /** What may stand as the next line although nobody acknowledged it. */
  #doubt: Line[] = [];
  /** Lines up to here may be gone by compaction. */
  #floor = 0;
  #clean = false;
  #serial = 0;

  constructor(disk: SimulatedDisk, random: Random) {
    this.disk = disk;
    this.#random = random;
  }

  get acknowledged(): number {
    return this.#lines.length;
  }

  #violation(what: string): void {
    this.violations.push(`call ${String(this.disk.log.length)}: ${what}`);
  }

  /** False when it could not be opened, which only a fault may cause. */
  async open(): Promise<boolean> {
    const options = { rotateBytes: 900, readBytes: 700, clean: this.#clean, now: () => this.disk.now() };
    const opened = await Journal.open(FOLDER, this.disk, options);
    if (!opened.ok) return false;
    // What it found may still vanish: nothing may be built on it yet.
    if (opened.value.failed && !(await opened.value.recover())) {
      await opened.value.close();
      return false;
    }
    if (this.disk.off) return true;
    this.#journal = opened.value;
    this.#clean = false;
    const { line } = opened.value.head();
    const found = line > this.#lines.length ? await this.disk.inPeace(() => opened.value.read(line)) : null;
    const same = found?.ok ? this.#doubt.find(({ payload }) => payload === found.value[0]?.payload) : undefined;
    if (same) this.#lines.push(same);
    this.#doubt = [];
    await this.verify();
    return true;
  }

  /** Compares everything with what must be there. */
  async verify(): Promise<void> {
    const journal = this.#journal;
    if (journal && !this.disk.off) await this.disk.inPeace(() => this.#verify(journal));
  }

  async #verify(journal: Journal): Promise<void> {
    const { line, first, damaged } = journal.head();
    if (line !== this.#lines.length)
      this.#violation(`head ${String(line)}, acknowledged ${String(this.#lines.length)}`);
    if (damaged.length > 0) this.#violation(`damaged ${damaged.join()}`);
    if (first > this.#floor + 1) this.#violation(`first ${String(first)}, compacted to ${String(this.#floor)}`);
    let next = first;
    for (let piece = await journal.read(first); ; piece = await journal.read(next)) {
      if (!piece.ok) {
        this.#violation(piece.error.code);
        return;
      }
      for (const { line: n, payload } of piece.value) {
        if (n !== next || payload !== this.#lines[n - 1]?.payload)
          this.#violation(`line ${String(n)} at ${String(next)}`);
        next += 1;
      }
      if (piece.value.length === 0) break;
    }
    if (next !== line + 1) this.#violation(`lines end at ${String(next - 1)} of ${String(line)}`);
    await this.#verifyRefs(journal, first);
  }

  async #verifyRefs(journal: Journal, first: number): Promise<void> {
    const refs = await journal.refs();
    const wanted = new Set(this.#lines.slice(first - 1).flatMap((line) => line.refs));
    if (!refs || [...wanted].some((ref) => !refs.has(ref))) this.#violation('references');
    const checked = await journal.check();
    if (checked.damaged.length > 0 || checked.damagedSegments.length > 0)
      this.#violation(`check ${JSON.stringify(checked)}`);
    if (checked.lines !== this.#lines.length - first + 1) this.#violation(`check counts ${String(checked.lines)}`);
  }

  async append(size: number, kind: 'rows' | 'segment' | 'copy'): Promise<void> {
    const journal = this.#journal;
    if (!journal) return;
    const refs: string[] = kind === 'copy' ? [`copy:${String(this.#serial)}.zip`] : [];
    if (kind === 'segment') {
      const segment = await this.#segment(journal);
      if (!segment) return;
      refs.push(segment);
    }
    this.#serial += 1;
    const line: Line = { payload: JSON.stringify({ serial: this.#serial, text: '户'.repeat(size) }), refs };
    const written = await journal.append(this.#lines.length, line.payload, refs);
    if (written.ok) {
      this.#lines.push(line);
      this.#doubt = [];
      if (written.value.line !== this.#lines.length) this.#violation(`answered ${String(written.value.line)}`);
    } else {
      this.#doubt = this.disk.off || journal.failed ? [...this.#doubt, line] : [];
    }
  }

  async #segment(journal: Journal): Promise<string | null> {
    const writer = await journal.openSegment();
    if (!writer.ok) return null;
    const bytes = new TextEncoder().encode(`{"rows":${String(this.#serial)}}\n`.repeat(1 + this.#random.below(50)));
    if (!(await writer.value.write(bytes)).ok) return null;
    const kept = await writer.value.commit();
    return kept.ok ? `segment:${kept.value.sha256}` : null;
  }

  async compact(): Promise<void> {
    const upTo = this.#random.below(this.#lines.length + 3);
    this.#floor = Math.max(this.#floor, upTo);
    await this.#journal?.compact(upTo);
  }

  async recover(): Promise<void> {
    if ((await this.#journal?.recover()) && this.#journal && !this.disk.off) this.#doubt = [];
  }

  async restart(how: 'close' | 'kill' | 'crash'): Promise<void> {
    if (how === 'close') {
      const failed = this.#journal?.failed ?? true;
      await this.#journal?.close();
      this.#clean = this.#journal !== null && !failed && !this.disk.off;
    }
    this.#journal = null;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (how === 'crash' || this.disk.off) this.disk.crash(this.#random.next, 'kept');
      else this.disk.kill('kept');
      if ((await this.open()) && !this.disk.off) return;
      // Faults pass after some attempts.
      if (attempt === 4) this.disk.clearFaults();
      if (attempt === 4) this.disk.capacity = Number.POSITIVE_INFINITY;
    }
    this.#violation('cannot be opened');
  }

  /** Everything is in order again: whatever happened, the journal takes lines. */
  async heal(): Promise<void> {
    this.disk.clearFaults();
    this.disk.capacity = Number.POSITIVE_INFINITY;
    if (this.disk.off || !this.#journal) await this.restart('crash');
    const before = this.#lines.length;
    await this.append(5, 'rows');
    if (this.#lines.length !== before + 1) this.#violation('takes no lines any more');
    await this.verify();
  }
}

type Breaker = (disk: SimulatedDisk) => void;

/** One life of about `steps` steps; returns what went wrong. */
async function live(
  seed: number,
  steps: number,
  options: SimulatedOptions = {},
  sabotage?: Breaker,
): Promise<string[]> {
  const random = randomFrom(seed);
  const disk = new SimulatedDisk({ random: random.next, ...options });
  disk.plant('/archive/archive.json', new Uint8Array(0));
  sabotage?.(disk);
  const life = new Life(disk, random);
  await life.open();
  for (let step = 0; step < steps && life.violations.length === 0; step += 1) {
    if (random.chance(0.35)) strike(disk, random);
    const what = random.weighted({
      append: 12,
      segment: 2,
      copy: 1,
      compact: 2,
      close: 1,
      kill: 1,
      crash: 2,
      recover: 1,
    });
    if (what === 'append') await life.append(random.pick([0, 3, 20, 150, 400]), 'rows');
    else if (what === 'segment' || what === 'copy') await life.append(3, what);
    else if (what === 'compact') await life.compact();
    else if (what === 'recover') await life.recover();
    else await life.restart(what);
    if (random.chance(0.3)) await disk.wait(random.pick([1000, 30 * 60_000, 3 * 3600_000]));
    if (random.chance(0.2)) disk.clearFaults();
    if (disk.off) await life.restart('crash');
  }
  await life.heal();
  await life.restart('crash');
  return life.violations.map((violation) => `seed ${String(seed)}, ${violation}`);
}

function strike(disk: SimulatedDisk, random: Random): void {
  const from = disk.log.length + random.below(25);
  const times = random.chance(0.7) ? 1 : random.between(2, 12);
  const code = random.chance(0.5) ? 'power' : random.pick(CODES);
  disk.inject({ when: ({ n }) => n >= from, code, times, reach: random.pick(REACHES) });
}

async function lives(from: number, runs: number, options: SimulatedOptions = {}): Promise<string[]> {
  const found: string[] = [];
  for (let seed = from; seed < from + runs; seed += 1) found.push(...(await live(seed, 40, options)));
  return found;
}

describe('random lives', () => {
  test('lose nothing that was acknowledged and gain nothing else (POSIX)', async () => {
    expect(await lives(1, LIVES)).toEqual([]);
  }, 3_600_000);
  test('lose nothing that was acknowledged and gain nothing else (Windows)', async () => {
    expect(await lives(100_001, LIVES, { system: 'windows' })).toEqual([]);
  }, 3_600_000);
});

/** Always the same: 12 lines, two segments, a base, a compaction, two restarts. */
async function scenario(
  disk: SimulatedDisk,
  random: Random,
  arm: () => void,
  life = new Life(disk, random),
): Promise<string[]> {
  arm();
  const opened = await life.open();
  if (!opened && !disk.off) await life.open();
  for (const size of [3, 150, 400, 20]) await life.append(size, 'rows');
  await life.append(3, 'segment');
  if (!disk.off) await life.restart('close');
  await life.append(3, 'copy');
  await life.append(150, 'rows');
  await disk.wait(2 * 3600_000);
  await life.compact();
  if (!disk.off) await life.restart('kill');
  await life.append(3, 'segment');
  await life.append(200, 'rows');
  await life.heal();
  await life.restart('crash');
  return life.violations;
}

function fresh(seed: number, options: SimulatedOptions = {}): [SimulatedDisk, Random] {
  const random = randomFrom(seed);
  const disk = new SimulatedDisk({ random: random.next, ...options });
  disk.plant('/archive/archive.json', new Uint8Array(0));
  return [disk, random];
}

describe('every call of one life', () => {
  for (const system of ['posix', 'windows'] as const) {
    test(`fails once, or the power fails there (${system})`, async () => {
      const [counted, random] = fresh(7, { system });
      expect(await scenario(counted, random, () => undefined)).toEqual([]);
      const found: string[] = [];
      for (let n = 0; n < counted.log.length; n += 1) {
        for (const code of ['EIO', CODES[n % CODES.length] ?? 'EIO', 'power']) {
          for (const reach of REACHES) {
            const [disk, chance] = fresh(7 + n, { system });
            const wrong = await scenario(disk, chance, () =>
              disk.inject({ when: (call) => call.n === n, code, reach }),
            );
            found.push(...wrong.map((what) => `${String(n)} ${code} ${reach}: ${what}`));
          }
        }
      }
      expect(found).toEqual([]);
    });
  }

  test('the disk is full from any byte on', async () => {
    const [counted, random] = fresh(7);
    await scenario(counted, random, () => undefined);
    for (let capacity = 0; capacity < 8000; capacity += 53) {
      const [disk, chance] = fresh(7);
      expect([capacity, await scenario(disk, chance, () => (disk.capacity = capacity))]).toEqual([capacity, []]);
    }
  });

  test('another program holds files for five seconds at any moment', async () => {
    const [counted, random] = fresh(7, { system: 'windows' });
    await scenario(counted, random, () => undefined);
    let held = 1;
    for (let n = 0; held > 0; n += 1) {
      const [disk, chance] = fresh(7, { system: 'windows' });
      held = 0;
      // The hold begins at call n: the fault only looks, and never strikes.
      const when = (call: { n: number }) => {
        if (call.n !== n) return false;
        const there = new Set(disk.paths());
        disk.lock((path) => there.has(path), 5000, chance.pick(['EBUSY', 'EPERM', 'EACCES']));
        held += 1;
        return false;
      };
      const life = new Life(disk, chance);
      expect(await scenario(disk, chance, () => disk.inject({ when, code: 'EIO' }), life)).toEqual([]);
      // Nobody noticed: everything was written at the first attempt.
      expect(life.acknowledged).toBe(10);
      if (held === 0) expect(n).toBeGreaterThan(counted.log.length / 2);
    }
  });
});

/** Whether one of many lives notices. */
async function noticed(sabotage: Breaker): Promise<boolean> {
  for (let seed = 1; seed < 500; seed += 1) if ((await live(seed, 40, {}, sabotage)).length > 0) return true;
  return false;
}

describe('the lives notice a journal that cheats', () => {
  /** Handles of journal files whose method does nothing. */
  const without = (method: 'datasync' | 'truncate') => (disk: SimulatedDisk) => {
    const open = disk.open.bind(disk);
    disk.open = async (path, flags) => {
      const handle = await open(path, flags);
      return flags === 'r' ? handle : { ...handle, [method]: () => Promise.resolve() };
    };
  };
  test('without flushing', async () => {
    expect(await noticed(without('datasync'))).toBe(true);
  });
  test('without cutting back', async () => {
    expect(await noticed(without('truncate'))).toBe(true);
  });
  test('without flushing the folder', async () => {
    expect(await noticed((disk) => (disk.syncFolder = () => Promise.resolve()))).toBe(true);
  });
});
