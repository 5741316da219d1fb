/** Starting our app in the found Electron, under Xvfb where there is no display. */
import { join } from 'node:path';
import { electronPath } from './electronRuntime.mjs';
import { ROOT } from './run.mjs';

/** A screen for a child process: the command itself, or the command under xvfb-run. */
export function onScreen(command, args) {
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (hasScreen) return [command, args];
  return ['xvfb-run', ['-a', '-s', '-screen 0 1366x768x24', command, ...args]];
}

export function hasScreen() {
  return onScreen('x', [])[0] === 'x';
}

/** Command and arguments that start the built app; root needs --no-sandbox, which only these launchers ever add. */
export async function appCommand(args, { switches = [] } = {}) {
  const executable = await electronPath();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return onScreen(executable, [...sandbox, ...switches, join(ROOT), ...args]);
}
