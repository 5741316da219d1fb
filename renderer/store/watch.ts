/** A long write as whoever waits for it sees it. */

export interface WriteWatch {
  /** Households that lie in the open transaction so far. */
  readonly onHouseholds?: (count: number) => void;
  /** True: it is not wanted any more. Asked until the line is sent; from then on it is done. */
  readonly stopped?: () => boolean;
}

/** Whether the line of a write may still be sent: it is sent, or the write is given up, never both. */
export class Gate {
  private state: 'open' | 'shut' | 'passed' = 'open';

  get isShut(): boolean {
    return this.state === 'shut';
  }

  /** The line is about to be sent; false = it must not be. */
  pass(): boolean {
    if (this.state === 'open') this.state = 'passed';
    return this.state === 'passed';
  }

  /** The write is given up; false = its line is on its way. */
  shut(): boolean {
    if (this.state === 'open') this.state = 'shut';
    return this.state === 'shut';
  }
}
