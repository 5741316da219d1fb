/** When the work in the background may begin: not while somebody types, but not never either. */

/** Nobody pressed a key for so long. */
export const QUIET_MS = 3_000;
/** Who types without a pause for so long gets his copy all the same. */
export const PATIENCE_MS = 120_000;

/** Milliseconds to wait from `now` until work that is due since `dueAt` may begin; 0 = now. */
export function waitBefore(now: number, typedAt: number, dueAt: number): number {
  const quietAt = typedAt + QUIET_MS;
  const patientUntil = dueAt + PATIENCE_MS;
  return Math.max(0, Math.min(quietAt, patientUntil) - now);
}

let typedAt = -QUIET_MS;

/** Watches the keyboard; call once. */
export function watchTyping(): void {
  const note = (): void => {
    typedAt = performance.now();
  };
  for (const event of ['keydown', 'input', 'compositionupdate']) {
    window.addEventListener(event, note, { capture: true, passive: true });
  }
}

/** Resolves when nobody typed for 3 s, at the latest after 2 minutes. */
export async function quiet(): Promise<void> {
  const dueAt = performance.now();
  for (;;) {
    const wait = waitBefore(performance.now(), typedAt, dueAt);
    if (wait === 0) break;
    await new Promise((done) => setTimeout(done, wait));
  }
  await new Promise<void>((done) => requestIdleCallback(() => done(), { timeout: 2_000 }));
}
