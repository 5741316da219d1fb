/** CPU and memory of all our processes, for the bench. */
import { app, type ProcessMetric } from 'electron';
import { readFileSync } from 'node:fs';
import type { Metrics } from '#shared/ipc/desktop';

/** Linux counts a process's time in hundredths of a second, whatever the machine. */
const TICK_MS = 10;

/** CPU milliseconds of one process since it started. */
function cpuMs(metric: ProcessMetric): number {
  const seconds = metric.cpu.cumulativeCPUUsage;
  if (seconds !== undefined) return seconds * 1000;
  if (metric.pid === process.pid) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
  try {
    // Fields 14 and 15 of /proc/PID/stat; the name before them may hold spaces but ends with a parenthesis.
    const fields = readFileSync(`/proc/${metric.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}

export function measure(): Metrics {
  const processes = app.getAppMetrics();
  return {
    cpuMs: Math.round(processes.reduce((sum, metric) => sum + cpuMs(metric), 0)),
    peakBytes: processes.reduce((sum, metric) => sum + metric.memory.peakWorkingSetSize * 1024, 0),
    uptimeMs: Math.round(process.uptime() * 1000),
  };
}
