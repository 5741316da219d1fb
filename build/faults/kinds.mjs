/**
 * The kinds of faults. `share` = part of --runs; `lane`: 0 = simulated computers, the others = with the
 * real Electron; lanes run side by side. Each module exports
 * `start(kind, seeds, context, done)`, which calls `done` with a RunResult (report.mjs) for every seed.
 */
export const KINDS = {
  simulate: { share: 50, lane: 0, load: () => import('./simulated.mjs') },
  nospace: { share: 8, lane: 0, load: () => import('./simulated.mjs') },
  failing: { share: 14, lane: 0, load: () => import('./simulated.mjs') },
  backups: { share: 3, lane: 0, load: () => import('./simulated.mjs') },
  fulldisk: { share: 1, lane: 1, load: () => import('./fullDisk.mjs') },
  typing: { share: 6, lane: 1, load: () => import('./typing.mjs') },
  kill: { share: 8, lane: 2, load: () => import('./kill.mjs') },
  damage: { share: 9, lane: 2, load: () => import('./damage.mjs') },
  restore: { share: 1, lane: 1, load: () => import('./restore.mjs') },
  rebuild: { share: 0, lane: 1, load: () => import('./rebuild.mjs') },
};

/** Divides `runs` by share, at least one each as long as there are enough; largest remainders first. */
export function shares(kinds, runs) {
  const whole = kinds.reduce((sum, kind) => sum + (KINDS[kind].share || 1), 0);
  const exact = kinds.map((kind) => ({ kind, part: (runs * (KINDS[kind].share || 1)) / whole }));
  const result = new Map(
    exact.map(({ kind, part }) => [kind, Math.max(runs >= kinds.length ? 1 : 0, Math.floor(part))]),
  );
  const left = () => runs - [...result.values()].reduce((sum, count) => sum + count, 0);
  for (const { kind } of exact.sort((a, b) => (b.part % 1) - (a.part % 1))) {
    if (left() > 0) result.set(kind, result.get(kind) + 1);
  }
  while (left() < 0) {
    const [most] = [...result].sort((a, b) => b[1] - a[1]);
    result.set(most[0], most[1] - 1);
  }
  return result;
}
