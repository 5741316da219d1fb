/** An archive folder and a stick on a simulated disk, for tests of the second place (electron/kept). */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { makeCopy, testFacts } from '#shared/journal/copy/testCopy';
import { encodeLine, GENESIS_SUM } from '#shared/journal/line';
import { Attachments } from '../../electron/kept/attachments';
import { Copies } from '../../electron/kept/copies';
import { SecondPlace } from '../../electron/kept/secondPlace';
import { nodeHasher } from '../../electron/kept/source';
import { SimulatedDisk } from './simulatedDisk';

export const DIR = '/archive';
export const USB = '/usb';
export const ID = '01JABCDEFGHJKMNPQRSTVWXYZ0';
export const MIRROR = `${USB}/户档镜像-VWXYZ0`;
export const DAY = 24 * 3_600_000;
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
export const journalFile = (first: number): string => `journal/${String(first).padStart(12, '0')}.jsonl`;
const hash = (content: Uint8Array): Uint8Array => createHash('sha256').update(content).digest();
/** Lines that can be judged alone; their chain is not looked at here. */
export const lines = (from: number, to: number, mark = ''): string => {
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const encoded = numbers.map((n) => encodeLine(hash, GENESIS_SUM, n, [], JSON.stringify({ n, mark })));
  return encoded.map((line) => new TextDecoder().decode(line?.bytes)).join('');
};

export const ZIP = must(await makeCopy({}, nodeHasher)).file;

export function must<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** An archive folder in which tests write the journal themselves, and a stick beside it. */
export class World {
  readonly disk: SimulatedDisk;
  copies!: Copies;
  attachments!: Attachments;
  second!: SecondPlace;
  line = 0;
  refs = new Set<string>();

  constructor(options: ConstructorParameters<typeof SimulatedDisk>[0] = {}) {
    this.disk = new SimulatedDisk(options);
    this.disk.plant(
      `${DIR}/archive.json`,
      bytes(JSON.stringify({ format: 'hudang-archive', databaseId: ID, unit: '甲村' })),
    );
    this.disk.plant(`${USB}/别的.txt`, bytes('not ours'));
  }

  async open(): Promise<this> {
    this.copies = must(await Copies.open(`${DIR}/snapshots`, this.disk));
    this.attachments = must(await Attachments.open(`${DIR}/attachments`, this.disk));
    this.second = await SecondPlace.open({
      dataDir: DIR,
      databaseId: ID,
      copies: this.copies,
      attachments: this.attachments,
      head: () => ({ line: this.line }),
      refs: () => this.refs,
      disk: this.disk,
      now: () => this.disk.now(),
    });
    return this;
  }

  /** Writes lines up to `to` into the file that begins with `first`. */
  write(first: number, to: number, mark = ''): void {
    this.disk.plant(`${DIR}/${journalFile(first)}`, bytes(lines(first, to, mark)));
    this.line = Math.max(this.line, to);
  }

  async attach(text: string): Promise<void> {
    const writer = must(await this.attachments.openWriter());
    await writer.write(bytes(text));
    must(await writer.commit());
  }

  async copy(line: number, made: number): Promise<string> {
    const writer = must(await this.copies.openWriter());
    await writer.write(ZIP);
    const { sum, seq, households, members, hash } = testFacts;
    const facts = {
      sum,
      seq,
      households,
      members,
      hash,
      reason: 'count' as const,
      line,
      made: new Date(made).toISOString(),
    };
    return must(await this.copies.commit(writer, facts)).name;
  }

  /** Chooses the stick and waits for the first pass. */
  async choose(): Promise<void> {
    must(await this.second.choose(USB));
    await this.second.run();
  }

  mirrored(path: string): string | null {
    const found = this.disk.peek(`${MIRROR}/${path}`);
    return found && new TextDecoder().decode(found);
  }

  here(path: string): string | null {
    const found = this.disk.peek(`${DIR}/${path}`);
    return found && new TextDecoder().decode(found);
  }

  /** Paths below a folder, without the list of copies. */
  below(folder: string): string[] {
    const inside = this.disk.paths().filter((path) => path.startsWith(`${folder}/`) && !path.endsWith('index.json'));
    return inside.map((path) => path.slice(folder.length + 1));
  }

  /** The mirror holds exactly what the archive folder holds, byte by byte. */
  expectSame(): void {
    const mine = this.below(DIR).filter((path) => path !== 'second.json');
    expect(this.below(MIRROR)).toEqual(mine);
    for (const path of mine) expect(this.mirrored(path), path).toEqual(this.here(path));
  }

  pull(): Map<string, Uint8Array> {
    const content = new Map<string, Uint8Array>();
    for (const path of this.disk.paths().filter((one) => one.startsWith(`${USB}/`))) {
      content.set(path, this.disk.peek(path)!);
      this.disk.plant(path, null);
    }
    return content;
  }

  plugIn(content: ReadonlyMap<string, Uint8Array>): void {
    for (const [path, one] of content) this.disk.plant(path, one);
  }
}

export async function filled(options?: ConstructorParameters<typeof SimulatedDisk>[0]): Promise<World> {
  const world = await new World(options).open();
  const segment = 'rows of an import\n'.repeat(100);
  world.disk.plant(`${DIR}/journal/segments/${sha(segment)}.jsonl`, bytes(segment));
  world.refs.add(`segment:${sha(segment)}`);
  await world.attach('户口本');
  await world.attach('身份证');
  world.write(1, 40);
  world.write(41, 55);
  await world.copy(30, world.disk.now() - DAY);
  return world;
}
