/** The checks behind `npm run check` and `npm test`, each with how many things passed and failed. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { electronPath } from './electronRuntime.mjs';
import { onScreen } from './display.mjs';
import { CACHE, bin, run, say } from './run.mjs';

const UNIT_REPORT = join(CACHE, 'unit.json');
const E2E_REPORT = join(CACHE, 'e2e.json');

async function single(title, command, args) {
  say(`— ${title}`);
  const failed = (await run(command, args)) === 0 ? 0 : 1;
  return { title, passed: 1 - failed, failed };
}

export const types = () => single('types', bin('tsc'), ['-b', '--pretty']);
export const lint = () => single('lint', bin('eslint'), ['--max-warnings=0', '.']);
export const format = () => single('format', bin('prettier'), ['--check', '--log-level=warn', '.']);

/** Vitest; its JSON report gives the counts. A runner that breaks before reporting counts as one failure. */
export async function unit() {
  say('— unit');
  rmSync(UNIT_REPORT, { force: true });
  const code = await run(bin('vitest'), [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${UNIT_REPORT}`,
  ]);
  const report = readReport(UNIT_REPORT);
  return { ...counted('unit', code, report?.numPassedTests, report?.numFailedTests), broken: brokenUnits(report) };
}

/** The cheapest and most telling hostile files; `npm run sheets -- --bombs` takes them all. */
export async function bombs() {
  say('— bombs');
  const { takeSample } = await import('../../sheets/bombSample.mjs');
  return { title: 'bombs', ...(await takeSample()) };
}

export async function e2e() {
  say('— e2e');
  rmSync(E2E_REPORT, { force: true });
  const [command, args] = onScreen(bin('playwright'), [
    'test',
    '-c',
    'e2e/playwright.config.ts',
    '--reporter=list,json',
  ]);
  const env = { ELECTRON_PATH: await electronPath(), PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_REPORT };
  const code = await run(command, args, { env });
  const report = readReport(E2E_REPORT);
  const stats = report?.stats;
  const result = counted('e2e', code, stats && stats.expected + stats.flaky, stats?.unexpected);
  return { ...result, broken: brokenSpecs(report?.suites ?? []) };
}

/** Failed unit tests, each as its name with the whole message: the end of a long log is what people keep. */
function brokenUnits(report) {
  const files = report?.testResults ?? [];
  return files.flatMap((file) => {
    const tests = file.assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length === 0 && file.status === 'failed') return [`${file.name}\n${file.message}`];
    return tests.map((test) => `${file.name} › ${test.fullName}\n${test.failureMessages.join('\n')}`);
  });
}

/** End-to-end tests that failed, or passed only at their second try. */
function brokenSpecs(suites) {
  return suites.flatMap((suite) => [
    ...brokenSpecs(suite.suites ?? []),
    ...suite.specs.flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ status, results }) => {
          const message = results.find(({ error }) => error)?.error?.message ?? '';
          return `${status === 'flaky' ? 'flaky: ' : ''}${spec.file}:${spec.line} › ${spec.title}\n${message}`;
        }),
    ),
  ]);
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

function counted(title, code, passed = 0, failed = 0) {
  return { title, passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** Prints the table and the closing line `N passed, N failed`; true when nothing failed. */
export function summary(results) {
  for (const { broken = [] } of results) {
    for (const text of broken) say(`✗ ${text.slice(0, 2000)}\n`);
  }
  for (const { title, passed, failed } of results) {
    say(
      `${failed ? '✗' : '✓'} ${title.padEnd(8)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`,
    );
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  process.stdout.write(`${total('passed')} passed, ${total('failed')} failed\n`);
  return total('failed') === 0 && total('passed') > 0;
}
