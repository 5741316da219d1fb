/** Open files and folders of a simulated disk. */
import type { DiskFile } from '../../electron/files/disk';
import type { SimulatedContent } from './simulatedContent';
import { failure, type CallKind, type SimulatedFaults } from './simulatedFaults';

/** What a handle needs of the disk it belongs to. */
export interface Machine {
  readonly call: SimulatedFaults['call'];
  /** Handles of an earlier life of the computer are dead. */
  life(): number;
  /** Virtual milliseconds since 1970. */
  now(): number;
  /** Bytes that may still be written. */
  room(): number;
  /** Chooses what survives a failed flush. */
  random(): number;
  /** One more (1) or one less (-1) has the file open. */
  opened(node: SimulatedContent, change: 1 | -1): void;
  /** A file was flushed. */
  flushed(): void;
  flushFolder(path: string): void;
}

/** An open file. `flags`: `r` reads only, `a` writes at the end only. */
export function fileHandle(machine: Machine, path: string, node: SimulatedContent, flags: string): DiskFile {
  const life = machine.life();
  let open = true;
  let position = 0;
  machine.opened(node, 1);
  const alive = (kind: CallKind): void => {
    if (!open || life !== machine.life()) throw failure('EBADF', { kind, path });
  };
  const writable = (kind: CallKind): void => {
    alive(kind);
    if (flags === 'r') throw failure('EBADF', { kind, path });
  };
  const put = (bytes: Uint8Array, at: number | undefined): { bytesWritten: number } => {
    writable('write');
    const start = flags === 'a' ? node.length : (at ?? position);
    // Like a real disk: as much as there is room for, and an error only when there is none at all.
    const most = Math.max(0, node.length - start) + Math.max(0, machine.room());
    const bytesWritten = Math.min(bytes.byteLength, most);
    if (bytesWritten === 0 && bytes.byteLength > 0) throw failure('ENOSPC', { kind: 'write', path });
    node.write(start, bytes.subarray(0, bytesWritten));
    node.modifiedMs = machine.now();
    if (at === undefined) position = start + bytesWritten;
    return { bytesWritten };
  };
  const flush = (kind: 'datasync' | 'sync') => () =>
    machine.call(
      kind,
      path,
      () => {
        writable(kind);
        node.flush();
        machine.flushed();
      },
      undefined,
      () => node.failFlush(machine.random),
    );
  return {
    read: (into, offset, length, at) =>
      machine.call('read', path, () => {
        alive('read');
        const bytes = node.bytes().subarray(at, at + length);
        into.set(bytes, offset);
        return { bytesRead: bytes.byteLength };
      }),
    write: (bytes, offset, length, at) => {
      const piece = bytes.subarray(offset, offset + length);
      const half = () => void put(piece.subarray(0, Math.ceil(piece.byteLength / 2)), at);
      return machine.call('write', path, () => put(piece, at), half);
    },
    datasync: flush('datasync'),
    sync: flush('sync'),
    truncate: (length) =>
      machine.call('cut', path, () => {
        writable('cut');
        node.cut(length);
        node.modifiedMs = machine.now();
      }),
    close: () => {
      const shut = () => {
        if (open && life === machine.life()) machine.opened(node, -1);
        open = false;
      };
      // A close that fails has closed the file all the same.
      return machine.call('close', path, shut, undefined, shut);
    },
  };
}

/** A folder opened only to be flushed. */
export function folderHandle(machine: Machine, path: string): DiskFile {
  const refuse = (): Promise<never> => Promise.reject(failure('EISDIR', { kind: 'read', path }));
  const flush = () => machine.call('syncFolder', path, () => machine.flushFolder(path));
  return {
    read: refuse,
    write: refuse,
    truncate: refuse,
    datasync: flush,
    sync: flush,
    close: () => machine.call('close', path, () => undefined),
  };
}
