/**
 * The life of one archive on a simulated computer, over many starts. After every start the archive is judged against the
 * model; between starts whoever drives it decides what breaks and what becomes of IndexedDB.
 */
import { hasSentence } from '#shared/messages/sentence';
import type { Result } from '#shared/result';
import { closeArchive, openArchive, watchedBy, type Archive } from '../../renderer/store/db';
import { openDistrustful, type OpenStory } from '../../renderer/store/openDistrustful';
import { hashArchive } from '../../renderer/store/queries/hashArchive';
import type { WriteWatch } from '../../renderer/store/watch';
import { act } from './actions';
import { judge } from './judge';
import { Machine } from './machine';
import { MemoryIndexedDb, plugIn, type Fate, type Image } from './memoryIndexedDb';
import { EMPTY, apply, hashOf, type ModelOp, type ModelState } from './model';
import { installLocks } from './locks';
import { Power } from './power';
import type { Random } from './random';
import type { SimulatedDisk } from './simulatedDisk';

const ACTOR = { who: '甲', device: '机' } as const;
/** A start that asks for a new database more often than main would grant has given up. */
const MOST_RESETS = 3;

/** Answers that say: whether this was done shows at the next opening. */
const UNCERTAIN = new Set(['store_reopen', 'journal_failed']);

export interface Defect {
  readonly kind: 'lost' | 'half' | 'empty';
  readonly text: string;
}

/** What becomes of IndexedDB between two starts. */
export type After = 'whole' | 'older' | 'gone' | 'lost' | 'unreadable';

export class Life {
  readonly disk: SimulatedDisk;
  readonly defects: Defect[] = [];
  readonly recover: number[] = [];
  readonly counts: Record<string, number> = {};
  state: ModelState = EMPTY;
  /** Operations whose answer nobody heard. */
  underway: readonly ModelOp[] = [];
  refused: ModelOp[] = [];
  power = new Power(() => undefined);
  machine: Machine | null = null;
  archive: Archive | null = null;
  second: Archive | null = null;
  #idb: MemoryIndexedDb | null = null;
  /** The tables when the last operation was acknowledged. */
  #standing: Image = new Map();
  #next: { readonly image: Image; readonly past: readonly Image[]; readonly fate: Fate } | null = null;
  #clean = true;

  readonly #rotateBytes: number | undefined;
  readonly #lag: () => number;

  /** `rotateBytes`: the journal begins a new file at this size. `lag`: how slow writes are (power.ts). */
  constructor(disk: SimulatedDisk, rotateBytes?: number, lag: () => number = () => 0) {
    this.disk = disk;
    this.#lag = lag;
    this.#rotateBytes = rotateBytes;
  }

  get image(): Image {
    return this.#idb?.now ?? new Map();
  }

  get indexedDb(): MemoryIndexedDb {
    if (!this.#idb) throw new Error('the computer is off');
    return this.#idb;
  }

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }

  fail(kind: Defect['kind'], text: string): void {
    this.defects.push({ kind, text });
  }

  /**
   * Switches the computer on and opens the archive. `power`: it failed meanwhile. `refused`: it would not open, with the code.
   * `good`: it stands as it must; the state of the model is then what was found.
   */
  async start(): Promise<'good' | 'power' | 'refused' | 'bad'> {
    const { image, past, fate } = this.#next ?? { image: new Map(), past: [], fate: 'whole' as const };
    const idb = await MemoryIndexedDb.from(image, past, fate);
    this.#idb = idb;
    this.power = new Power(() => idb.stop());
    plugIn(idb);
    installLocks();
    this.archive = this.second = this.machine = null;
    const begun = performance.now();
    const opened = await Promise.race([this.#open(), this.power.failed]);
    if (opened === 'power' || this.power.off) return 'power';
    this.#lastCode = opened.ok ? '' : opened.error.code;
    if (!opened.ok) this.lastParams = JSON.stringify(opened.error.params);
    if (!opened.ok) {
      this.refuse('start', opened.error.code);
      return 'refused';
    }
    this.recover.push(performance.now() - begun);
    this.count('starts');
    return this.#judge(opened.value.story);
  }

  #lastCode = '';
  /** What came with the last refusal, for reports. */
  lastParams = '';
  /** The code of the last refusal. */
  get lastCode(): string {
    return this.#lastCode;
  }

  async #open(): Promise<Result<{ readonly story: OpenStory | null }>> {
    const booted = await Machine.boot(this.power.disk(this.disk, this.#lag), {
      clean: this.#clean,
      rotateBytes: this.#rotateBytes,
      now: () => this.disk.now(),
    });
    if (!booted.ok) return booted;
    const machine = booted.value;
    this.machine = machine;
    let because: string | null = null;
    for (let resets = 0; ; resets++) {
      machine.load(because);
      const opening = openDistrustful(ACTOR, { journal: machine.door });
      const opened = await Promise.race([opening, machine.resetAsked]);
      if ('reset' in opened) {
        if (resets >= MOST_RESETS) return { ok: false, error: { code: 'reset_in_vain', params: {} } };
        because = opened.reset;
        this.indexedDb.clear();
        installLocks();
        continue;
      }
      if (!opened.ok) return opened;
      this.archive = opened.value.archive;
      if (opened.value.story) this.count(opened.value.story.what);
      return { ok: true, value: { story: opened.value.story } };
    }
  }

  async #judge(story: OpenStory | null): Promise<'good' | 'power' | 'bad'> {
    const found = judge(this.state, this.underway, this.#standing, this.image, this.refused);
    if (found.state === null) {
      const told = story
        ? ` (${story.what} because ${story.because}, lost lines ${story.lostLines.join() || 'none'})`
        : '';
      this.fail(found.kind === 'good' ? 'lost' : found.kind, `${found.defect}${told}`);
      return 'bad';
    }
    // Which of several came first cannot be seen from outside: taking back goes no further than this.
    this.state = found.taken.length > 0 && this.underway.length > 1 ? { ...found.state, past: [] } : found.state;
    this.underway = [];
    this.#standing = this.image;
    if (!this.archive) return 'bad';
    const hash = await Promise.race([hashArchive(this.archive), this.power.failed]);
    if (hash === 'power') return 'power';
    if (hash.hash !== hashOf(this.state)) {
      this.fail('lost', `hash ${hash.hash.slice(0, 8)}, not ${hashOf(this.state).slice(0, 8)}`);
      return 'bad';
    }
    return 'good';
  }

  /** Every refusal has a sentence. */
  refuse(where: string, code: string): void {
    if (!hasSentence(code)) this.fail('lost', `${where}: refused without a sentence: ${code}`);
  }

  /** A second window or worker of the same archive. */
  async other(): Promise<Archive | null> {
    if (this.second || !this.machine) return this.second;
    const opened = await openArchive(ACTOR, { journal: this.machine.door });
    if (opened.ok) this.second = opened.value;
    else this.refuse('second window', opened.error.code);
    return this.second;
  }

  /**
   * One action of the clerk. Resolves with whether it was acknowledged, refused, cut off by the power, or `uncertain`: the
   * clerk is told to open the archive again, and only then it shows whether it was done. Nothing more can be done before.
   */
  async do(op: ModelOp, watch: WriteWatch = {}): Promise<'done' | 'refused' | 'uncertain' | 'power'> {
    if (!this.archive) throw new Error('the archive is not open');
    this.underway = [op];
    const answer = await Promise.race([act(watchedBy(this.archive, watch), op, this.image), this.power.failed]);
    if (answer === 'power' || this.power.off) return 'power';
    if (!answer.ok && UNCERTAIN.has(answer.error.code)) {
      this.refuse(op.do, answer.error.code);
      this.#lastCode = answer.error.code;
      this.lastParams = JSON.stringify(answer.error.params);
      this.count('uncertain');
      return 'uncertain';
    }
    this.underway = [];
    if (!answer.ok) {
      this.refuse(op.do, answer.error.code);
      this.#lastCode = answer.error.code;
      this.lastParams = JSON.stringify(answer.error.params);
      this.refused = [...this.refused.slice(-3), op];
      this.count('refused');
      return 'refused';
    }
    this.#acknowledge([op]);
    return 'done';
  }

  #acknowledge(ops: readonly ModelOp[]): void {
    this.state = ops.reduce(apply, this.state);
    this.#standing = this.image;
    this.count('operations', ops.length);
  }

  /** Several actions at once, from two windows; on different households. */
  async together(ops: readonly ModelOp[]): Promise<'done' | 'power'> {
    const other = await Promise.race([this.other(), this.power.failed]);
    if (other === 'power') return 'power';
    this.underway = ops;
    const acknowledged: { readonly op: ModelOp; readonly seq: number }[] = [];
    const refused: ModelOp[] = [];
    const all = ops.map(async (op, at) => {
      const answer = await act((at % 2 === 0 ? this.archive : other) ?? this.archive!, op, this.image);
      if (this.power.off) return;
      if (!answer.ok) {
        this.refuse(op.do, answer.error.code);
        refused.push(op);
        return;
      }
      acknowledged.push({ op, seq: (answer.value as { seq: number }).seq });
    });
    const end = await Promise.race([Promise.all(all), this.power.failed]);
    this.#acknowledge(acknowledged.sort((a, b) => a.seq - b.seq).map(({ op }) => op));
    this.underway = ops.filter((op) => !refused.includes(op) && !acknowledged.some((one) => one.op === op));
    this.refused.push(...refused);
    if (end === 'power' || this.power.off) {
      // The rows of those under way may stand among those that were acknowledged.
      this.state = { ...this.state, past: [] };
      return 'power';
    }
    this.underway = [];
    return 'done';
  }

  /** The archive is looked at while it is open: what was acknowledged stands. */
  look(): void {
    const found = judge(this.state, [], this.#standing, this.image, this.refused);
    if (found.state === null) this.fail(found.kind === 'good' ? 'lost' : found.kind, `while open: ${found.defect}`);
  }

  /** The computer stops. What became of its disk is the caller's; `after` says what becomes of IndexedDB. */
  stop(after: After, random: Random, clean = false): void {
    this.power.cut();
    this.#clean = clean;
    const { images } = this.indexedDb;
    for (const archive of [this.archive, this.second]) if (archive) closeArchive(archive);
    const back = after === 'older' ? random.between(1, images.length) : 1;
    const kept = images.slice(0, images.length - back + 1);
    const gone = after === 'gone' || after === 'lost';
    this.#next = {
      image: gone ? new Map() : (kept.at(-1) ?? new Map()),
      past: kept.slice(0, -1),
      fate: after === 'lost' || after === 'unreadable' ? after : 'whole',
    };
  }
}
