/** Disks that are full and calls that fail: the same history again and again, with the fault at another call each time. */
import { Life } from './life';
import { Clerk } from './model';
import { isWrite } from './power';
import { randomFrom, type Random } from './random';
import { SimulatedDisk } from './simulatedDisk';
import type { Call, Fault } from './simulatedFaults';
import { LARGE, fateOf, lastWord, oneStep, type Ended } from './simulate';

/** Faults of one run, one after the other. */
const A_RUN = 5;
/** Write points that are tried in turn (promises.md P-03). */
const WRITE_POINTS = 200;
const CODES = ['EIO', 'EACCES', 'EBUSY'] as const;
const STEPS = 14;
/** Calls that need no room. */
const FREEING: ReadonlySet<string> = new Set(['remove', 'cut']);

/** The disk is full from the n-th write point on, for one call or for a while; then there is room again. */
export function nospace(seed: number): Promise<Ended> {
  return each(seed, (n, random) => {
    const point = n % WRITE_POINTS;
    const fault = (): Fault => {
      let seen = -1;
      const when = (call: Call): boolean => isWrite(call.kind) && !FREEING.has(call.kind) && ++seen >= point;
      return { when, code: 'ENOSPC', times: random.pick([1, 2, 1000]), reach: random.pick(['nothing', 'half']) };
    };
    return { what: `write point ${point}`, put: (disk) => disk.inject(fault()) };
  });
}

/** The n-th call fails once; every fifth time another program holds all files for five seconds. */
export function failing(seed: number): Promise<Ended> {
  return each(seed, (n, random) => {
    if (n % A_RUN === A_RUN - 1) {
      const put = (disk: SimulatedDisk): void => {
        const at = disk.log.length + n;
        // Nothing fails here: the first call that comes by closes the lock around all files.
        disk.inject({ when: (call) => call.n === at && (disk.lock(() => true, 5000), false), code: 'EBUSY' });
      };
      return { what: `locked for 5 s from call ${n}`, put };
    }
    const code = CODES[n % CODES.length] ?? 'EIO';
    const reach = random.pick(['nothing', 'half', 'done'] as const);
    return { what: `call ${n} ${code} ${reach}`, put: (disk) => disk.failNth(n, code, undefined, reach) };
  });
}

interface Plan {
  readonly what: string;
  readonly put: (disk: SimulatedDisk) => void;
}

async function each(seed: number, plan: (n: number, random: Random) => Plan): Promise<Ended> {
  let last: Life | null = null;
  const told: string[] = [];
  for (let n = (seed - 1) * A_RUN; n < seed * A_RUN; n++) {
    const { life, what } = await once(n, plan(n, randomFrom(n + 7_000)));
    if (last) {
      life.recover.push(...last.recover);
      for (const [key, count] of Object.entries(last.counts)) life.count(key, count);
    }
    life.count('faults');
    last = life;
    told.push(what);
    if (life.defects.length > 0) return { life, what };
  }
  if (!last) throw new Error('no fault was planned');
  return { life: last, what: told.join('; ') };
}

async function once(n: number, { what, put }: Plan): Promise<Ended> {
  const random = randomFrom(n + 1);
  const life = new Life(new SimulatedDisk({ random: random.next, system: n % 7 === 6 ? 'windows' : 'posix' }), 6000);
  // The history is the same for all faults of a round, so that the n-th call is another one each time.
  const clerk = new Clerk(randomFrom(99), LARGE);
  const steps = randomFrom(98);
  put(life.disk);
  for (let step = 0; step < STEPS;) {
    const started = await life.start();
    if (started === 'bad') return { life, what };
    if (started === 'refused') {
      // A start that met the fault may be refused; the next one may not.
      if (life.counts['refused starts']) {
        life.fail('lost', `the archive does not open: ${life.lastCode}`);
        return { life, what };
      }
      life.count('refused starts');
    } else step = await work(life, clerk, steps, step);
    if (life.defects.length > 0) return { life, what };
    life.stop(step < STEPS ? 'whole' : fateOf(random, life), random);
    if (random.chance(0.5)) life.disk.crash(random.next);
    else life.disk.kill();
    life.disk.clearFaults();
  }
  await lastWord(life, clerk);
  return { life, what };
}

/** Works until all steps are done or nothing more can be written in this run; returns how many are done. */
async function work(life: Life, clerk: Clerk, random: Random, from: number): Promise<number> {
  for (let step = from; step < STEPS; step++) {
    const before = life.counts['refused'] ?? 0;
    const stepped = await oneStep(life, clerk, random, 'may refuse');
    if (life.defects.length > 0) return STEPS;
    if (stepped === 'uncertain') return step + 1;
    if ((life.counts['refused'] ?? 0) > before) {
      // Whoever was refused makes room, or the other program lets go.
      life.disk.clearFaults();
    }
  }
  life.look();
  return STEPS;
}
