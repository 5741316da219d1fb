/** Simulated runs as a process: `main.mjs KIND FOLDER SEED…`; one JSON line (RunResult of report.mjs) a seed on stdout. */
import { installIndexedDb } from './memoryIndexedDb';
import type { Ended } from './simulate';

installIndexedDb();

const [, , kind = '', folder = '', ...seeds] = process.argv;

/** What fails in a computer that is off, and was awaited by nobody, concerns nobody. */
process.on('unhandledRejection', (error) => {
  process.stderr.write(
    `nobody waited for: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
});

async function runner(): Promise<(seed: number, folder: string) => Promise<Ended>> {
  // Loaded after IndexedDB stands: Dexie looks for it once.
  if (kind === 'simulate') return (await import('./simulate')).simulate;
  if (kind === 'nospace') return (await import('./failures')).nospace;
  if (kind === 'failing') return (await import('./failures')).failing;
  if (kind === 'backups') return (await import('./backups')).backups;
  throw new Error(`no simulated kind ${kind}`);
}

const run = await runner();
for (const seed of seeds.map(Number)) {
  const begun = performance.now();
  const { life, what } = await run(seed, folder);
  const of = (sin: string): number => life.defects.filter((defect) => defect.kind === sin).length;
  const result = {
    kind,
    seed,
    what,
    lost: of('lost'),
    half: of('half'),
    empty: of('empty'),
    recover: life.recover,
    counts: life.counts,
    defects: life.defects.map(({ text }) => text),
    ms: Math.round(performance.now() - begun),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
process.exit(0);
