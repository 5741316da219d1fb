/** The names of a simulated disk: what programs see, what is surely on the disk, and the changes in between. */
import { dirname } from 'node:path';
import type { SimulatedContent } from './simulatedContent';

/** A file, or a folder. */
export type Node = SimulatedContent | 'folder';

type Change =
  | { readonly kind: 'create'; readonly path: string; readonly node: Node }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string; readonly node: Node };

function carryOut(names: Map<string, Node>, change: Change): void {
  if (change.kind === 'create') names.set(change.path, change.node);
  else if (change.kind === 'remove') names.delete(change.path);
  else {
    // One step, like on ext4 and NTFS: never both names, never neither.
    if (names.get(change.path) === change.node) names.delete(change.path);
    names.set(change.to, change.node);
  }
}

export class SimulatedNames {
  readonly #ordered: boolean;
  #now = new Map<string, Node>();
  #kept = new Map<string, Node>();
  #pending: Change[] = [];

  /** `ordered`: changes of names reach the disk in their order (NTFS); else each by itself (the worst POSIX allows). */
  constructor(ordered: boolean) {
    this.#ordered = ordered;
  }

  get(path: string): Node | undefined {
    return path === '/' ? 'folder' : this.#now.get(path);
  }

  /** Plain names in a folder. */
  in(folder: string): string[] {
    const prefix = folder === '/' ? '/' : `${folder}/`;
    return [...this.#now.keys()]
      .filter((path) => path.startsWith(prefix) && !path.includes('/', prefix.length))
      .map((path) => path.slice(prefix.length));
  }

  files(): [string, SimulatedContent][] {
    return [...this.#now].filter((entry): entry is [string, SimulatedContent] => entry[1] !== 'folder');
  }

  change(change: Change): void {
    carryOut(this.#now, change);
    this.#pending.push(change);
  }

  /** Makes the names in a folder durable. */
  flush(folder: string): void {
    const touches = (change: Change) =>
      dirname(change.path) === folder || (change.kind === 'rename' && dirname(change.to) === folder);
    for (const change of this.#pending) if (touches(change)) carryOut(this.#kept, change);
    this.#pending = this.#pending.filter((change) => !touches(change));
  }

  /** Makes all names durable: on NTFS a flushed file takes the log of names with it. */
  flushAll(): void {
    for (const change of this.#pending) carryOut(this.#kept, change);
    this.#pending = [];
  }

  /** The power failed. Whatever stands in a folder that is not there any more is gone. */
  lose(random: () => number): void {
    const until = Math.floor(random() * (this.#pending.length + 1));
    this.#pending.forEach((change, at) => {
      if (this.#ordered ? at < until : random() < 0.5) carryOut(this.#kept, change);
    });
    this.#pending = [];
    const paths = [...this.#kept.keys()].sort((a, b) => a.length - b.length);
    for (const path of paths) {
      const parent = dirname(path);
      if (parent !== '/' && this.#kept.get(parent) !== 'folder') this.#kept.delete(path);
    }
    this.#now = new Map(this.#kept);
  }
}
