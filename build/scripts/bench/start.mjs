/** How much CPU a start takes until the window can be used: ours with a filled archive beside a bare Electron window. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { electronPath } from '../lib/electronRuntime.mjs';
import { ROOT } from '../lib/run.mjs';

const BARE = join(ROOT, 'build', 'bench', 'bare');
const LAUNCH_TIMEOUT_MS = 30_000;
const POLL_MS = 25;
const PATIENCE_MS = 120_000;
/** The register keeps its memory columns a few seconds after it had to read all households; the next start reads those. */
const SETTLE_MS = 6_000;

/** Ours is interactive when the first row of the register has been painted with its texts. */
const registerIsThere = () => {
  const cell = document.querySelector('.grid-body [role="gridcell"]:not(:empty)');
  return cell !== null && cell.textContent !== '';
};
const pageIsThere = () => document.readyState === 'complete';
const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)));
  });

/** CPU milliseconds, peak bytes and age of all processes of an app, read in its main process. */
const measure = ({ app }) => {
  const processes = app.getAppMetrics();
  return {
    cpuMs: processes.reduce((sum, { cpu }) => sum + (cpu.cumulativeCPUUsage ?? NaN) * 1000, 0),
    peakBytes: processes.reduce((sum, { memory }) => sum + memory.peakWorkingSetSize * 1024, 0),
    wallMs: process.uptime() * 1000,
  };
};

async function startOnce(args, isThere, settleMs = 0) {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executablePath = await electronPath();
  const launch = () => _electron.launch({ executablePath, args: [...sandbox, ...args], timeout: LAUNCH_TIMEOUT_MS });
  // On a busy machine the debugger's handshake is sometimes lost.
  const app = await launch().catch(launch);
  try {
    const page = await app.firstWindow();
    await page.waitForFunction(isThere, undefined, { polling: POLL_MS, timeout: PATIENCE_MS });
    await page.evaluate(painted);
    const measured = await app.evaluate(measure);
    if (settleMs > 0) await new Promise((resolve) => setTimeout(resolve, settleMs));
    return measured;
  } finally {
    await app.close();
  }
}

/**
 * Starts both in turn, after one start of each that is not counted. Resolves with {ours, raw, peakBytes, wall}: CPU
 * milliseconds of every start, the largest memory of ours, wall milliseconds of ours.
 */
export async function benchStart(dataDir, runs, progress) {
  const profile = mkdtempSync(join(tmpdir(), 'hudang-bare-'));
  const startOurs = (settleMs) => startOnce([ROOT, '--data', dataDir], registerIsThere, settleMs);
  const startBare = () => startOnce([BARE, profile], pageIsThere);
  const found = { ours: [], raw: [], wall: [], peakBytes: 0 };
  try {
    await startOurs(SETTLE_MS);
    await startBare();
    for (let run = 0; run < runs; run++) {
      const bare = await startBare();
      const ours = await startOurs(0);
      found.raw.push(bare.cpuMs);
      found.ours.push(ours.cpuMs);
      found.wall.push(ours.wallMs);
      found.peakBytes = Math.max(found.peakBytes, ours.peakBytes);
      progress(`start ${run + 1}/${runs}: ${Math.round(ours.cpuMs)} ms CPU beside ${Math.round(bare.cpuMs)}`);
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
  return found;
}
