/** Histories with power cuts: at any disk call, with any of the pasts that relaxed durability may leave of IndexedDB. */
import { Life, type After } from './life';
import { Clerk } from './model';
import { randomFrom, type Random } from './random';
import { SimulatedDisk } from './simulatedDisk';
import type { Fault } from './simulatedFaults';
import { keepCopies } from './keepCopies';

/** UTF-16 units above which the store writes a segment (renderer/store/entries); here some more. */
export const LARGE = 1_050_000;
const REACH: readonly NonNullable<Fault['reach']>[] = ['nothing', 'half', 'done'];

export interface Ended {
  readonly life: Life;
  readonly what: string;
}

/** What becomes of IndexedDB when the computer stops. */
export function fateOf(random: Random, life: Life): After {
  // Where nothing was ever saved there is nothing to give back: a torn database is then said, not replaced.
  if (life.state.kinds.length === 0) return random.pick(['whole', 'older', 'gone']);
  return random.weighted<After>({ whole: 40, older: 30, gone: 12, lost: 10, unreadable: 8 });
}

export async function simulate(seed: number): Promise<Ended> {
  const random = randomFrom(seed);
  const windows = random.chance(0.2);
  const disk = new SimulatedDisk({ random: random.next, system: windows ? 'windows' : 'posix' });
  const pace = randomFrom(seed + 1);
  const lag = (): number => (pace.chance(0.3) ? pace.below(60) : 0);
  // Small files of the journal, so that rotation and compaction happen in a short history.
  const life = new Life(disk, random.pick([2000, 8000, 4_000_000]), random.chance(0.4) ? lag : undefined);
  const clerk = new Clerk(random, LARGE);
  const generations = random.between(2, 5);
  const told: string[] = [];
  for (let generation = 1; generation <= generations; generation++) {
    const steps = random.between(0, 12);
    // Some cuts fall into the start itself, some behind the last step: then the computer stops while it rests.
    pullThePlug(life, random, random.between(0, 20 + steps * 16));
    const how = await live(life, clerk, random, steps);
    if (how === 'bad') break;
    const fate = fateOf(random, life);
    told.push(`${how}/${fate}`);
    life.stop(fate, random, how === 'exit');
    if (how === 'kill' || how === 'exit') life.disk.kill();
    else life.disk.crash(random.next);
    life.count(how === 'kill' || how === 'exit' ? 'stops' : 'power cuts');
  }
  // Whatever happened: in the end it stands, and takes one more operation.
  if (life.defects.length === 0) await lastWord(life, clerk);
  return { life, what: `${windows ? 'windows ' : ''}${told.join(', ')}` };
}

function pullThePlug(life: Life, random: Random, after: number): void {
  const at = life.disk.log.length + after;
  const reach = random.pick(REACH);
  life.disk.inject({ when: (call) => call.n >= at, code: 'power', reach });
}

/** One start and what is done after it. */
async function live(
  life: Life,
  clerk: Clerk,
  random: Random,
  steps: number,
): Promise<'cut' | 'idle' | 'kill' | 'exit' | 'bad'> {
  const started = await life.start();
  if (started === 'power') return 'cut';
  if (started !== 'good') {
    if (started === 'refused') life.fail('lost', `the archive does not open: ${life.lastCode} ${life.lastParams}`);
    return 'bad';
  }
  for (let step = 0; step < steps; step++) {
    const stepped = await oneStep(life, clerk, random);
    if (stepped === 'power') return 'cut';
    if (life.defects.length > 0) return 'bad';
    if (stepped === 'uncertain') return 'kill';
  }
  life.look();
  if (life.defects.length > 0) return 'bad';
  return random.weighted({ idle: 3, kill: 1, exit: 1 });
}

/** One operation, several at once, one whose transaction fails, or a copy and what it lets go of the journal. */
export async function oneStep(
  life: Life,
  clerk: Clerk,
  random: Random,
  refusals: 'may refuse' | 'must not' = 'must not',
): Promise<'on' | 'power' | 'uncertain'> {
  const what = random.weighted({ one: 14, together: 2, abort: 1.5, giveUp: 1, copy: 2.5 });
  if (what === 'giveUp') return giveUp(life, clerk, random, refusals);
  if (what === 'copy') {
    const copying = keepCopies(life);
    // Saves go on while the pages are read.
    if (random.chance(0.5)) await life.do(clerk.next(life.state));
    return (await copying) === 'power' ? 'power' : 'on';
  }
  if (what === 'together') {
    const ops = clerk.together(life.state);
    if (ops.length > 1) return (await life.together(ops)) === 'power' ? 'power' : 'on';
  }
  const op = clerk.next(life.state);
  const aborts = what === 'abort' && op.do !== 'settings';
  if (aborts) life.indexedDb.failNext(1);
  const done = await life.do(op);
  life.indexedDb.failNext(0);
  if (done === 'refused' && !aborts && refusals === 'must not')
    life.fail('lost', `${op.do} was refused: ${life.lastCode}`);
  if (done === 'uncertain' && refusals === 'must not' && !aborts) life.fail('lost', `${op.do}: ${life.lastCode}`);
  if (done === 'refused' && aborts) life.count('failed transactions');
  return done === 'power' || done === 'uncertain' ? done : 'on';
}

/** A large import that the clerk gives up while it is being written: it is there as a whole, or nothing of it, as the answer says. */
async function giveUp(
  life: Life,
  clerk: Clerk,
  random: Random,
  refusals: 'may refuse' | 'must not',
): Promise<'on' | 'power' | 'uncertain'> {
  let left = random.below(12);
  const done = await life.do(clerk.import(life.state, true), { stopped: () => --left < 0 });
  if (done === 'refused' && life.lastCode === 'worker_stopped') life.count('given up');
  else if ((done === 'refused' || done === 'uncertain') && refusals === 'must not')
    life.fail('lost', `import: ${life.lastCode}`);
  life.look();
  return done === 'power' || done === 'uncertain' ? done : 'on';
}

/** After all that was done to it: the archive opens, is right, and takes another operation that stays. */
export async function lastWord(life: Life, clerk: Clerk): Promise<void> {
  for (const last of [false, true]) {
    const started = await life.start();
    if (started === 'refused')
      life.fail('lost', `in the end the archive does not open: ${life.lastCode} ${life.lastParams}`);
    if (started !== 'good') return;
    if (!last) {
      const op = { do: 'add', household: clerk.household() } as const;
      if ((await life.do(op)) !== 'done')
        life.fail('lost', `in the end nothing can be saved: ${life.lastCode} ${life.lastParams}`);
    }
    life.look();
    life.stop('whole', randomFrom(1), true);
    life.disk.kill();
  }
}
