/** A set of numbers that come nearly in order, at eight bytes each: a sheet may hold millions of formulas. */
export class SortedKeys {
  private readonly keys: number[] = [];
  private sorted = true;

  get size(): number {
    return this.keys.length;
  }

  add(key: number): void {
    const last = this.keys[this.keys.length - 1];
    if (last === key) return;
    if (last !== undefined && last > key) this.sorted = false;
    this.keys.push(key);
  }

  has(key: number): boolean {
    const { keys } = this;
    if (!this.sorted) {
      keys.sort((a, b) => a - b);
      this.sorted = true;
    }
    let low = 0;
    let high = keys.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const value = keys[middle]!;
      if (value === key) return true;
      if (value < key) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }
}
