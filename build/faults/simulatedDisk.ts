/**
 * A disk in memory behind the interface of electron/files/disk.ts, for the fault harness and for tests (promises.md P-02,
 * P-03, P-05, P-15). It is as forgetful as a real disk is allowed to be: what was not flushed may be gone, there, torn or
 * out of order after `crash`; what was flushed stays, content and names each by their own flush.
 *
 * Everything follows from the calls and from the random numbers handed in. Time is virtual: it passes in `wait` only.
 */
import { dirname, resolve } from 'node:path';
import type { Disk, DiskFile } from '../../electron/files/disk';
import { SimulatedContent } from './simulatedContent';
import { SimulatedFaults, failure, type Call, type CallKind, type Fault } from './simulatedFaults';
import { fileHandle, folderHandle, type Machine } from './simulatedFiles';
import { SimulatedNames, type Node } from './simulatedNames';

export interface SimulatedOptions {
  /** Chooses what survives failed flushes; `crash` gets its own. */
  readonly random?: () => number;
  /** `windows`: folders cannot be flushed, names are kept in order and flushed with any file; open files cannot be moved. */
  readonly system?: 'posix' | 'windows';
  /** Bytes that all files together may hold. */
  readonly capacity?: number;
  /** Milliseconds since 1970 at the start. */
  readonly now?: number;
}

export class SimulatedDisk implements Disk {
  /** Bytes that all files together may hold; may be changed at any time. */
  capacity: number;
  readonly #windows: boolean;
  readonly #random: () => number;
  readonly #names: SimulatedNames;
  readonly #openFiles = new Map<SimulatedContent, number>();
  readonly #faults = new SimulatedFaults(() => this.#now);
  readonly #machine: Machine = {
    call: (...call) => this.#faults.call(...call),
    life: () => this.#life,
    now: () => this.#now,
    room: () => (this.#faults.inPeace ? Number.POSITIVE_INFINITY : this.capacity - this.used()),
    random: () => this.#random(),
    opened: (node, change) => void this.#openFiles.set(node, (this.#openFiles.get(node) ?? 0) + change),
    flushed: () => this.#windows && this.#names.flushAll(),
    flushFolder: (path) => this.#names.flush(path),
  };
  #now: number;
  #life = 0;

  constructor(options: SimulatedOptions = {}) {
    this.#random = options.random ?? (() => 0);
    this.#windows = options.system === 'windows';
    this.capacity = options.capacity ?? Number.POSITIVE_INFINITY;
    this.#now = options.now ?? Date.UTC(2026, 0, 1);
    this.#names = new SimulatedNames(this.#windows);
  }

  // What tests do to the disk

  now(): number {
    return this.#now;
  }

  /** The power failed at a call and nobody has called `crash` yet. */
  get off(): boolean {
    return this.#faults.off;
  }

  /** Every call since the beginning. */
  get log(): Call[] {
    return this.#faults.log;
  }

  inject(fault: Fault): void {
    this.#faults.inject(fault);
  }

  /** The n-th call from now on (from 0), of one kind when named, fails. */
  failNth(n: number, code: string, kind?: CallKind, reach?: Fault['reach']): void {
    let seen = -1;
    this.inject({ when: (call) => (kind === undefined || call.kind === kind) && ++seen === n, code, reach });
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** While `look` runs nothing fails, no room is needed and no call is counted: for tests that look at what is there. */
  inPeace<T>(look: () => Promise<T>): Promise<T> {
    return this.#faults.peacefully(look);
  }

  /** Another program holds files for `ms`: opening, renaming and removing them fails. */
  lock(when: (path: string) => boolean, ms: number, code = 'EBUSY'): void {
    this.#faults.lock(when, ms, code);
  }

  /** The power fails; then the computer is started again, by default with faults and locks cleared. */
  crash(random: () => number, faults: 'cleared' | 'kept' = 'cleared'): void {
    this.#names.lose(random);
    for (const [, content] of this.#names.files()) content.lose(random);
    this.kill(faults);
  }

  /** The program is killed and started again: nothing that was written is lost, all handles are gone. */
  kill(faults: 'cleared' | 'kept' = 'cleared'): void {
    this.#life += 1;
    this.#faults.off = false;
    this.#openFiles.clear();
    if (faults === 'cleared') this.clearFaults();
  }

  /** Paths of all files, sorted. */
  paths(): string[] {
    return this.#names
      .files()
      .map(([path]) => path)
      .sort();
  }

  /** A copy of what programs see in a file; null when there is none. */
  peek(path: string): Uint8Array | null {
    const node = this.#names.get(resolve(path));
    return node instanceof SimulatedContent ? node.bytes().slice() : null;
  }

  /** Damages a file from outside, for good; null removes it. Makes it, with its folders, when it is missing. */
  plant(path: string, bytes: Uint8Array | null): void {
    const at = resolve(path);
    const found = this.#names.get(at);
    if (bytes === null) {
      if (found) this.#names.change({ kind: 'remove', path: at });
    } else if (found instanceof SimulatedContent) {
      found.overwrite(bytes);
    } else {
      this.#makeParents(dirname(at));
      const node = new SimulatedContent();
      node.modifiedMs = this.#now;
      node.overwrite(bytes);
      this.#names.change({ kind: 'create', path: at, node });
    }
    this.#names.flushAll();
  }

  used(): number {
    return this.#names.files().reduce((sum, [, content]) => sum + content.length, 0);
  }

  // Disk

  open(path: string, flags: 'r' | 'r+' | 'wx' | 'a'): Promise<DiskFile> {
    const at = resolve(path);
    const find = (): Node => {
      let node = this.#names.get(at);
      if (node !== undefined && flags === 'wx') throw failure('EEXIST', { kind: 'open', path: at });
      if (node === undefined && (flags === 'r' || flags === 'r+')) throw failure('ENOENT', { kind: 'open', path: at });
      if (node === 'folder' && (flags !== 'r' || this.#windows)) throw failure('EISDIR', { kind: 'open', path: at });
      if (node === undefined) {
        this.#needFolder(dirname(at), 'open');
        node = new SimulatedContent();
        node.modifiedMs = this.#now;
        this.#names.change({ kind: 'create', path: at, node });
      }
      return node;
    };
    const open = (): DiskFile => {
      const node = find();
      return node === 'folder' ? folderHandle(this.#machine, at) : fileHandle(this.#machine, at, node, flags);
    };
    // One that fails late has made the file, but nobody holds it open.
    return this.#faults.call('open', at, open, find);
  }

  rename(from: string, to: string): Promise<void> {
    const [path, target] = [resolve(from), resolve(to)];
    return this.#faults.call('rename', path, () => {
      this.#faults.refuseLocked(target, 'rename');
      const node = this.#names.get(path);
      if (node === undefined) throw failure('ENOENT', { kind: 'rename', path });
      this.#needFolder(dirname(target), 'rename');
      const there = this.#names.get(target);
      if (there === 'folder') throw failure('EISDIR', { kind: 'rename', path: target });
      if (node === 'folder') throw failure('ENOSYS', { kind: 'rename', path });
      this.#refuseOpen(node, 'rename', path);
      if (there) this.#refuseOpen(there, 'rename', target);
      if (path !== target) this.#names.change({ kind: 'rename', path, to: target, node });
    });
  }

  remove(path: string): Promise<void> {
    const at = resolve(path);
    return this.#faults.call('remove', at, () => {
      const node = this.#names.get(at);
      if (node === undefined) return;
      if (node === 'folder') throw failure('ERR_FS_EISDIR', { kind: 'remove', path: at });
      this.#refuseOpen(node, 'remove', at);
      this.#names.change({ kind: 'remove', path: at });
    });
  }

  inspect(path: string): Promise<{ bytes: number; folder: boolean; modifiedMs: number }> {
    const at = resolve(path);
    return this.#faults.call('inspect', at, () => {
      const node = this.#names.get(at);
      if (node === undefined) throw failure('ENOENT', { kind: 'inspect', path: at });
      if (node === 'folder') return { bytes: 0, folder: true, modifiedMs: this.#now };
      return { bytes: node.length, folder: false, modifiedMs: node.modifiedMs };
    });
  }

  realPath(path: string): Promise<string> {
    const at = resolve(path);
    return this.#faults.call('realPath', at, () => {
      if (this.#names.get(at) === undefined) throw failure('ENOENT', { kind: 'realPath', path: at });
      return at;
    });
  }

  wait(ms: number): Promise<void> {
    this.#now += ms;
    return Promise.resolve();
  }

  makeFolder(path: string): Promise<void> {
    const at = resolve(path);
    return this.#faults.call('makeFolder', at, () => this.#makeParents(at));
  }

  list(path: string): Promise<string[]> {
    const at = resolve(path);
    return this.#faults.call('list', at, () => {
      this.#needFolder(at, 'list');
      return this.#names.in(at);
    });
  }

  truncate(path: string, length: number): Promise<void> {
    const at = resolve(path);
    return this.#faults.call('cut', at, () => {
      const node = this.#names.get(at);
      if (!(node instanceof SimulatedContent)) throw failure('ENOENT', { kind: 'cut', path: at });
      node.cut(length);
      node.modifiedMs = this.#now;
    });
  }

  syncFolder(path: string): Promise<void> {
    const at = resolve(path);
    return this.#faults.call('syncFolder', at, () => {
      if (!this.#windows) this.#names.flush(at);
    });
  }

  // Inside

  #makeParents(folder: string): void {
    if (folder === '/') return;
    const node = this.#names.get(folder);
    if (node === 'folder') return;
    if (node !== undefined) throw failure('ENOTDIR', { kind: 'makeFolder', path: folder });
    this.#makeParents(dirname(folder));
    this.#names.change({ kind: 'create', path: folder, node: 'folder' });
  }

  #needFolder(path: string, kind: CallKind): void {
    if (this.#names.get(path) !== 'folder') throw failure('ENOENT', { kind, path });
  }

  #refuseOpen(node: SimulatedContent, kind: CallKind, path: string): void {
    if (this.#windows && (this.#openFiles.get(node) ?? 0) > 0) throw failure('EPERM', { kind, path });
  }
}
