/**
 * The bytes of one simulated file: what programs see (`now`), what is surely on the disk (`kept`), and what was written
 * since without a flush. A power cut keeps `kept` and, of the rest, whatever chance decides, sector by sector.
 */

const SECTOR = 512;

type Change =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'cut'; readonly length: number };

/** A growing byte array; what lies behind its end reads as zeros once it grows. */
class Bytes {
  #room = new Uint8Array(1024);
  length = 0;

  view(): Uint8Array {
    return this.#room.subarray(0, this.length);
  }

  write(at: number, bytes: Uint8Array): void {
    this.cut(Math.max(this.length, at + bytes.byteLength));
    this.#room.set(bytes, at);
  }

  /** Shortens, or lengthens with zeros. */
  cut(length: number): void {
    if (length > this.#room.byteLength) {
      const room = new Uint8Array(Math.max(length, this.#room.byteLength * 2));
      room.set(this.view());
      this.#room = room;
    }
    if (length < this.length) this.#room.fill(0, length, this.length);
    this.length = length;
  }

  apply(change: Change): void {
    if (change.kind === 'write') this.write(change.at, change.bytes);
    else this.cut(change.length);
  }
}

export class SimulatedContent {
  readonly #now = new Bytes();
  readonly #kept = new Bytes();
  #pending: Change[] = [];
  modifiedMs = 0;

  get length(): number {
    return this.#now.length;
  }

  bytes(): Uint8Array {
    return this.#now.view();
  }

  write(at: number, bytes: Uint8Array): void {
    this.#change({ kind: 'write', at, bytes: bytes.slice() });
  }

  cut(length: number): void {
    this.#change({ kind: 'cut', length });
  }

  #change(change: Change): void {
    this.#now.apply(change);
    this.#pending.push(change);
  }

  /** A flush that succeeded. */
  flush(): void {
    for (const change of this.#pending) this.#kept.apply(change);
    this.#pending = [];
  }

  /**
   * A flush that failed: the system takes the pages for clean all the same, so that no later flush writes them. Each
   * change reached the disk or did not; programs go on seeing it until the power fails.
   */
  failFlush(random: () => number): void {
    for (const change of this.#pending) if (random() < 0.5) this.#kept.apply(change);
    this.#pending = [];
  }

  /** Damage from outside (a rotten sector, a vandal): at once and for good. */
  overwrite(bytes: Uint8Array): void {
    for (const side of [this.#now, this.#kept]) {
      side.cut(0);
      side.write(0, bytes);
    }
    this.#pending = [];
  }

  /** The power failed. */
  lose(random: () => number): void {
    const pending = this.#pending;
    if (pending.length > 0) {
      const lengths = [this.#kept.length];
      const meant = new Bytes();
      meant.write(0, this.#kept.view());
      for (const change of pending) {
        meant.apply(change);
        lengths.push(meant.length);
        if (change.kind === 'write') this.#loseWrite(change, random);
      }
      // The length is kept by itself: it may run ahead of the content or lag behind it.
      this.#kept.cut(lengths[Math.floor(random() * lengths.length)] ?? 0);
    }
    this.#pending = [];
    this.#now.cut(0);
    this.#now.write(0, this.#kept.view());
  }

  /** Some sectors of one write, in no order: written, not written, or torn. */
  #loseWrite(change: { readonly at: number; readonly bytes: Uint8Array }, random: () => number): void {
    const end = change.at + change.bytes.byteLength;
    for (let from = change.at; from < end;) {
      const to = Math.min(end, (Math.floor(from / SECTOR) + 1) * SECTOR);
      const fresh = change.bytes.subarray(from - change.at, to - change.at);
      const fate = Math.floor(random() * 6);
      if (fate <= 1) this.#kept.write(from, fresh);
      else if (fate === 2) this.#kept.write(from, fresh.subarray(0, Math.floor(random() * fresh.byteLength)));
      else if (fate === 3) this.#kept.write(from, new Uint8Array(fresh.byteLength));
      else if (fate === 4)
        this.#kept.write(
          from,
          fresh.map(() => Math.floor(random() * 256)),
        );
      from = to;
    }
  }
}
