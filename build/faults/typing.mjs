/**
 * A window types, and its processes are killed at a random moment. Every value for which the status bar said 已保存 must be in
 * the archive at the next start; of text that was not left yet, at most the last second may be missing from the drafts.
 */
import { join } from 'node:path';
import { badRun, goodRun } from './report.mjs';
import { WINDOW_MS, copyOf, look, mustJob, openWindow, randomFrom, village } from './realApp.mjs';

const FIELDS = ['fields.head_name', 'fields.phone', 'fields.address'];
const MAY_LOSE_MS = 1000;
/** A run takes some 20 s; on a busy machine more. */
const STUCK_MS = 180_000;

export async function start(kind, seeds, context, done) {
  const archive = join(context.work, 'typed');
  await mustJob('import', ...(await village(context.work, 'typed', 5, 21)), '--data', archive);
  for (const seed of seeds) {
    const attempt = () => inTime(() => once(kind, seed, archive, context.work));
    // Under load the debugger's handshake with a new process sometimes comes too late; that is no fault of the window.
    const again = (error) => {
      if (!/electron\.launch: Timeout/.test(String(error))) throw error;
      context.report.note(`typing ${seed} is tried again: ${String(error).slice(0, 200)}`);
      return attempt();
    };
    const result = await attempt()
      .catch(again)
      .catch((error) => badRun(kind, seed, 'typing', String(error?.stack ?? error)));
    done({ ...result, slow: true });
  }
}

/** Windows that this run has opened and not ended yet. */
const open = new Set();

async function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing happened for ${STUCK_MS / 1000} s`)), STUCK_MS);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
    for (const window of open) end(window);
  }
}

/** SIGKILL for the process group of a window. */
function end(window) {
  open.delete(window);
  try {
    process.kill(-window.pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}

async function openOurs(data) {
  const { app, page } = await openWindow(data);
  const window = app.process();
  open.add(window);
  return { shown: window, page };
}

async function openFirst(page) {
  const row = page.locator('.grid-body .grid-row').first();
  await row.waitFor({ timeout: WINDOW_MS });
  // The rows may be drawn anew while the window comes up: whoever presses Enter then opens nothing.
  for (let attempt = 0; !(await page.locator('.household').isVisible()); attempt++) {
    if (attempt > 10) throw new Error('the first household does not open');
    await page.getByRole('grid', { name: '户登记册' }).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await page
      .locator('.household')
      .waitFor({ timeout: 4000 })
      .catch(() => undefined);
  }
  const number = await page.evaluate(
    () => document.querySelector('.form [data-path="fields.household_no"]')?.value ?? '',
  );
  return number;
}

const status = (page) =>
  page
    .locator('.statusbar [role=status]')
    .first()
    .innerText()
    .catch(() => '');

/** Types until killed. Fills `log` as it goes: acknowledged values by path, and the keystrokes of the text in work. */
async function typeOn(page, random, log) {
  for (let n = 1; ; n++) {
    const path = FIELDS[Math.floor(random() * FIELDS.length)];
    const field = page.locator(`.form [data-path="${path}"]`);
    await field.click();
    await field.press('Control+a');
    const text = `${n}${path.endsWith('phone') ? '' : '键'}${String(Math.floor(random() * 1e9)).padStart(9, '0')}${'甲乙丙丁'.repeat(Math.floor(random() * 4))}`;
    const before = await status(page);
    log.work = { path, strokes: [] };
    let typed = '';
    for (const letter of text) {
      await field.pressSequentially(letter);
      typed += letter;
      log.work.strokes.push({ text: typed, at: performance.now() });
      await page.waitForTimeout(10 + Math.floor(random() * 70));
    }
    log.unseen.set(path, [...(log.unseen.get(path) ?? []), text]);
    await field.press('Enter');
    // The words change once a second at most: a second save within the same one is not counted as acknowledged.
    for (let wait = 0; wait < 40; wait++) {
      const now = await status(page);
      if (now !== before && now.includes('已保存')) {
        log.acknowledged.set(path, text);
        log.unseen.delete(path);
        log.saves++;
        log.work = null;
        break;
      }
      await page.waitForTimeout(50);
    }
    await page.waitForTimeout(Math.floor(random() * 300));
  }
}

async function once(kind, seed, archive, work) {
  const random = randomFrom(seed);
  const data = copyOf(work, archive);
  const { shown, page } = await openOurs(data);
  const log = { acknowledged: new Map(), unseen: new Map(), saves: 0, work: null };
  const number = await openFirst(page);
  const typing = typeOn(page, random, log).catch((error) => error);
  const length = 3000 + Math.round(random() * 9000);
  const ended = await Promise.race([typing, new Promise((resolve) => setTimeout(resolve, length))]);
  if (ended) throw new Error(`the window stopped typing: ${ended.message}`);
  // What is counted stands before the kill; what happens while it is sent may be either.
  const { saves, work: typed } = log;
  const seen = { acknowledged: new Map(log.acknowledged), unseen: new Map(log.unseen), saves, work: typed };
  const strokes = [...(seen.work?.strokes ?? [])];
  const killedAt = performance.now();
  end(shown);
  await new Promise((resolve) => shown.once('close', resolve));
  return judge(kind, seed, data, number, { ...seen, strokes, killedAt });
}

async function judge(kind, seed, data, number, seen) {
  const dumped = await look(data);
  const defects = [];
  const household = dumped.households.find((one) => String(one.household_no) === number);
  if (dumped.refused) defects.push(dumped.refused);
  else if (!household) defects.push(`household ${number} is not there`);
  const valueOf = (path) => {
    const unread = household?.unread?.find((entry) => entry.path === path);
    return unread ? unread.text : String(household?.fields[path.replace('fields.', '')] ?? '');
  };
  for (const [path, text] of household ? seen.acknowledged : []) {
    const now = valueOf(path);
    // A later save whose acknowledgement was not seen may stand in its place.
    const later = seen.unseen.get(path) ?? [];
    if (now !== text && !later.includes(now)) defects.push(`acknowledged ${path} = ${text}, found ${now}`);
  }
  const loss = defects.length === 0 && seen.work ? await typingLost(data, number, seen, valueOf) : 0;
  if (loss > MAY_LOSE_MS) defects.push(`${Math.round(loss)} ms of typing lost`);
  return goodRun(
    kind,
    seed,
    `${seen.saves} saves, killed while ${seen.work ? 'typing' : 'resting'}, ${Math.round(loss)} ms of typing lost`,
    {
      lost: defects.length > 0 ? 1 : 0,
      empty: !dumped.refused && dumped.households.length === 0 ? 1 : 0,
      defects,
      recover: [dumped.ms],
      counts: { 'acknowledged saves': seen.saves, kills: 1 },
      worst: { 'ms of typing lost': Math.round(loss) },
      folder: data,
    },
  );
}

/** How long before the kill the first keystroke was made that no draft and no field holds. */
async function typingLost(data, number, seen, valueOf) {
  const { strokes, work, killedAt } = seen;
  const whole = strokes.at(-1)?.text ?? '';
  if (whole === '' || valueOf(work.path) === whole) return 0;
  const { shown, page } = await openOurs(data);
  let texts = [];
  try {
    const drafts = await page.evaluate(() => window.desktop.drafts());
    if (!drafts.ok) throw new Error(`drafts: ${drafts.error.code}`);
    texts = drafts.value.filter((draft) => draft.path === work.path).map((draft) => draft.text);
  } finally {
    // It has said what we wanted to know; the dialog that offers the drafts is not ours to answer.
    end(shown);
  }
  const lost = strokes.find(
    ({ text }) => !texts.some((kept) => kept.startsWith(text)) && !valueOf(work.path).startsWith(text),
  );
  return lost ? killedAt - lost.at : 0;
}
