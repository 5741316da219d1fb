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
import { SimulatedNames, type Node } from './simulatedNames';

export type CallKind =
  | 'open'
  | 'read'
  | 'write'
  | 'datasync'
  | 'sync'
  | 'cut'
  | 'close'
  | 'rename'
  | 'remove'
  | 'inspect'
  | 'realPath'
  | 'makeFolder'
  | 'list'
  | 'syncFolder';

/** One call as the disk saw it. */
export interface Call {
  /** From 0, over the life of the disk. */
  readonly n: number;
  readonly kind: CallKind;
  readonly path: string;
}

export interface Fault {
  /** Which calls it concerns. */
  readonly when: (call: Call) => boolean;
  /** Error code of Node (`EIO`, `ENOSPC`, …), or 'power': the computer stops here and everything fails until `crash`. */
  readonly code: string;
  /**
   * How far the call gets before it fails: not at all (default), `half` (a write: half of its bytes) or `done` (the error
   * is told although the call succeeded; a failed flush is never `done`).
   */
  readonly reach?: 'nothing' | 'half' | 'done';
  /** How often; 1 unless told. */
  readonly times?: number;
}

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

function failure(code: string, call: Pick<Call, 'kind' | 'path'>): Error {
  return Object.assign(new Error(`${code}: ${call.kind} ${call.path}`), { code });
}

export class SimulatedDisk implements Disk {
  /** Every call since the beginning. */
  readonly log: Call[] = [];
  /** Bytes that all files together may hold; may be changed at any time. */
  capacity: number;
  readonly #windows: boolean;
  readonly #random: () => number;
  readonly #names: SimulatedNames;
  readonly #openFiles = new Map<SimulatedContent, number>();
  #faults: { readonly fault: Fault; left: number }[] = [];
  #locks: { readonly when: (path: string) => boolean; readonly until: number; readonly code: string }[] = [];
  #now: number;
  #off = false;
  /** Handles of an earlier life of the computer are dead. */
  #life = 0;
  #peace = 0;

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
    return this.#off;
  }

  inject(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /** The n-th call from now on (from 0), of one kind when named, fails. */
  failNth(n: number, code: string, kind?: CallKind, reach?: Fault['reach']): void {
    let seen = -1;
    this.inject({ when: (call) => (kind === undefined || call.kind === kind) && ++seen === n, code, reach });
  }

  clearFaults(): void {
    this.#faults = [];
    this.#locks = [];
  }

  /** While `look` runs nothing fails, no room is needed and no call is counted: for tests that look at what is there. */
  async inPeace<T>(look: () => Promise<T>): Promise<T> {
    this.#peace += 1;
    try {
      return await look();
    } finally {
      this.#peace -= 1;
    }
  }

  /** Another program holds files for `ms`: opening, renaming and removing them fails. */
  lock(when: (path: string) => boolean, ms: number, code = 'EBUSY'): void {
    this.#locks.push({ when, until: this.#now + ms, code });
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
    this.#off = false;
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
      return node === 'folder' ? this.#folderHandle(at) : this.#handle(at, node, flags);
    };
    // One that fails late has made the file, but nobody holds it open.
    return this.#call('open', at, open, find);
  }

  rename(from: string, to: string): Promise<void> {
    const [path, target] = [resolve(from), resolve(to)];
    return this.#call('rename', path, () => {
      this.#refuseLocked(target, 'rename');
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
    return this.#call('remove', at, () => {
      const node = this.#names.get(at);
      if (node === undefined) return;
      if (node === 'folder') throw failure('ERR_FS_EISDIR', { kind: 'remove', path: at });
      this.#refuseOpen(node, 'remove', at);
      this.#names.change({ kind: 'remove', path: at });
    });
  }

  inspect(path: string): Promise<{ bytes: number; folder: boolean; modifiedMs: number }> {
    const at = resolve(path);
    return this.#call('inspect', at, () => {
      const node = this.#names.get(at);
      if (node === undefined) throw failure('ENOENT', { kind: 'inspect', path: at });
      if (node === 'folder') return { bytes: 0, folder: true, modifiedMs: this.#now };
      return { bytes: node.length, folder: false, modifiedMs: node.modifiedMs };
    });
  }

  realPath(path: string): Promise<string> {
    const at = resolve(path);
    return this.#call('realPath', at, () => {
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
    return this.#call('makeFolder', at, () => this.#makeParents(at));
  }

  list(path: string): Promise<string[]> {
    const at = resolve(path);
    return this.#call('list', at, () => {
      this.#needFolder(at, 'list');
      return this.#names.in(at);
    });
  }

  truncate(path: string, length: number): Promise<void> {
    const at = resolve(path);
    return this.#call('cut', at, () => {
      const node = this.#names.get(at);
      if (!(node instanceof SimulatedContent)) throw failure('ENOENT', { kind: 'cut', path: at });
      node.cut(length);
      node.modifiedMs = this.#now;
    });
  }

  syncFolder(path: string): Promise<void> {
    const at = resolve(path);
    return this.#call('syncFolder', at, () => {
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

  #refuseLocked(path: string, kind: CallKind): void {
    const lock = this.#peace > 0 ? undefined : this.#locks.find(({ when, until }) => until > this.#now && when(path));
    if (lock) throw failure(lock.code, { kind, path });
  }

  #refuseOpen(node: SimulatedContent, kind: CallKind, path: string): void {
    if (this.#windows && (this.#openFiles.get(node) ?? 0) > 0) throw failure('EPERM', { kind, path });
  }

  /** Counts the call, lets a fault strike, does it. `half` does as much as a write that fails half-way does. */
  async #call<T>(kind: CallKind, path: string, act: () => T, half?: () => unknown, failed?: () => void): Promise<T> {
    const call: Call = { n: this.log.length, kind, path };
    const peace = this.#peace > 0;
    if (!peace) this.log.push(call);
    // Real calls answer later than they were made.
    await Promise.resolve();
    if (this.#off) throw failure('EIO', call);
    if (peace) return act();
    const struck = this.#faults.find(({ fault, left }) => left > 0 && fault.when(call));
    if (kind === 'open' || kind === 'rename' || kind === 'remove') this.#refuseLocked(path, kind);
    if (!struck) return act();
    struck.left -= 1;
    const { code, reach = 'nothing' } = struck.fault;
    if (reach === 'done' && kind !== 'open') act();
    else if (reach !== 'nothing') half?.();
    if (code === 'power') this.#off = true;
    else failed?.();
    throw failure(code === 'power' ? 'EIO' : code, call);
  }

  #room(): number {
    return this.#peace > 0 ? Number.POSITIVE_INFINITY : this.capacity - this.used();
  }

  #handle(path: string, node: SimulatedContent, flags: string): DiskFile {
    const life = this.#life;
    let open = true;
    let position = 0;
    this.#openFiles.set(node, (this.#openFiles.get(node) ?? 0) + 1);
    const alive = (kind: CallKind): void => {
      if (!open || life !== this.#life) throw failure('EBADF', { kind, path });
    };
    const writable = (kind: CallKind): void => {
      alive(kind);
      if (flags === 'r') throw failure('EBADF', { kind, path });
    };
    const put = (bytes: Uint8Array, at: number | undefined): { bytesWritten: number } => {
      writable('write');
      const start = flags === 'a' ? node.length : (at ?? position);
      // Like a real disk: as much as there is room for, and an error only when there is none at all.
      const most = Math.max(0, node.length - start) + Math.max(0, this.#room());
      const bytesWritten = Math.min(bytes.byteLength, most);
      if (bytesWritten === 0 && bytes.byteLength > 0) throw failure('ENOSPC', { kind: 'write', path });
      node.write(start, bytes.subarray(0, bytesWritten));
      node.modifiedMs = this.#now;
      if (at === undefined) position = start + bytesWritten;
      return { bytesWritten };
    };
    const flush = (kind: 'datasync' | 'sync') => () =>
      this.#call(
        kind,
        path,
        () => {
          writable(kind);
          node.flush();
          if (this.#windows) this.#names.flushAll();
        },
        undefined,
        () => node.failFlush(this.#random),
      );
    return {
      read: (into, offset, length, at) =>
        this.#call('read', path, () => {
          alive('read');
          const bytes = node.bytes().subarray(at, at + length);
          into.set(bytes, offset);
          return { bytesRead: bytes.byteLength };
        }),
      write: (bytes, offset, length, at) => {
        const piece = bytes.subarray(offset, offset + length);
        const half = () => void put(piece.subarray(0, Math.ceil(piece.byteLength / 2)), at);
        return this.#call('write', path, () => put(piece, at), half);
      },
      datasync: flush('datasync'),
      sync: flush('sync'),
      truncate: (length) =>
        this.#call('cut', path, () => {
          writable('cut');
          node.cut(length);
          node.modifiedMs = this.#now;
        }),
      close: () => {
        const shut = () => {
          if (open && life === this.#life) this.#openFiles.set(node, (this.#openFiles.get(node) ?? 1) - 1);
          open = false;
        };
        // A close that fails has closed the file all the same.
        return this.#call('close', path, shut, undefined, shut);
      },
    };
  }

  /** A folder opened only to be flushed. */
  #folderHandle(path: string): DiskFile {
    const refuse = (): Promise<never> => Promise.reject(failure('EISDIR', { kind: 'read', path }));
    const flush = () => this.#call('syncFolder', path, () => this.#names.flush(path));
    return {
      read: refuse,
      write: refuse,
      truncate: refuse,
      datasync: flush,
      sync: flush,
      close: () => this.#call('close', path, () => undefined),
    };
  }
}
