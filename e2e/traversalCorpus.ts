/** Paths that try to leave the bundle or to reach something that is not in it (promises.md B 18). Used by unit and e2e tests. */

const CLIMBS = [
  '..',
  '%2e%2e',
  '%2E%2E',
  '.%2e',
  '%2e.',
  '%252e%252e',
  '..%00',
  '..;',
  '....',
  '\u2025',
  '%c0%ae%c0%ae',
  '%e0%80%ae%e0%80%ae',
];
const SLASHES = ['/', '\\', '%2f', '%5c', '%252f', '//'];
const TARGETS = ['main/main.js', 'preload/preload.cjs', 'etc/passwd'];

/** Everything after `app://hudang/`. */
const PATHS = [
  ...CLIMBS.flatMap((climb) =>
    SLASHES.flatMap((slash, at) => `${(climb + slash).repeat((at % 3) + 1)}${TARGETS[at % 3] ?? ''}`),
  ),
  ...CLIMBS.flatMap((climb) =>
    SLASHES.map((slash, at) => `assets${slash}${(climb + slash).repeat(2)}${TARGETS[at % 3] ?? ''}`),
  ),
  ...TARGETS.flatMap((target) => [
    target,
    `/${target}`,
    `//${target}`,
    `./../${target}`,
    `file:///${target}`,
    `C:/${target}`,
    `C:\\${target}`,
  ]),
  'index.html/',
  'index.html/..',
  'index.html%00',
  'index.html%00.js',
  'index.htm',
  'INDEX.HTML',
  'index.html.map',
  'assets',
  'assets/',
  'assets/..',
  'package.json',
  'node_modules/electron/index.js',
  'out/main/main.js',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '~root/.ssh/id_rsa',
  'proc/self/environ',
  'dev/random',
  'CON',
  'NUL.js',
  'aux.html',
  '%',
  '%zz',
  '%ff',
  '\u0000',
  '*',
  'a'.repeat(5000),
  '户'.repeat(500),
];

export const TRAVERSALS: readonly string[] = PATHS.map((path) => `app://hudang/${path}`);

/** Right path, wrong place: other hosts, ports, users and schemes. */
export const FOREIGN: readonly string[] = [
  'app://other/index.html',
  'app://hudang.evil/index.html',
  'app://hudang:80/index.html',
  'app://user@hudang/index.html',
  'app://HUDANG/index.html',
  'app:/hudang/index.html',
  'app:hudang/index.html',
  'app:///index.html',
  'file:///index.html',
  'https://hudang/index.html',
];
