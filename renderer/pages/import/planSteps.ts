/** The steps after the sheets are understood: damage, plan, decisions, writing. */
import type { Decision } from '#shared/import/types';
import type { PlanChoices } from '../../workers/api';
import { importApi } from '../../workers/client';
import { failed, mind, note, oneAtATime, run } from './importRun';
import { changeImport, importState, STEP } from './importState';
import { restoreLost, settle } from './importSteps';

/** Goes to a step; those ahead are worked out first. */
export function goTo(step: number): Promise<void> {
  return oneAtATime(() => go(step));
}

async function go(step: number): Promise<void> {
  changeImport({ error: null });
  if (step <= STEP.columns) return changeImport({ step });
  await note();
  // Other files were asked for meanwhile.
  if (importState().reading === null) return;
  if (mind.lost && !(await restoreLost())) return;
  if (importState().damages === null) {
    const found = await run('正在查找损坏的单元格', {}, (tell) => importApi().examine(tell));
    if (!found.ok) return failed(found.error);
    changeImport({ damages: found.value });
    if (mind.stopped) return;
    // Where there is nothing to decide, nobody has to look.
    if (step === STEP.damage && !found.value.some(({ note }) => !note)) return go(STEP.plan);
  }
  if (step === STEP.damage) return changeImport({ step });
  const { planned, choices } = importState();
  if (planned) return changeImport({ step });
  await makePlan(choices);
}

export async function accept(
  which: { readonly ids: readonly string[] } | { readonly kind: string },
  accepted: boolean,
): Promise<void> {
  const done = await importApi().accept(which, accepted);
  if (done.ok) changeImport({ damages: done.value, planned: null });
  else await settle(done.error);
}

export function plan(choices: PlanChoices): Promise<void> {
  return oneAtATime(() => makePlan(choices));
}

async function makePlan(choices: PlanChoices): Promise<void> {
  await note();
  if (importState().reading === null) return;
  const done = await run('正在与档案核对', {}, (tell) => importApi().plan(choices, tell));
  if (!done.ok) return failed(done.error);
  const version = (importState().planned?.version ?? 0) + 1;
  changeImport({ planned: { choices, summary: done.value, version }, choices, step: STEP.plan });
}

/** False = it could not be decided. */
export async function decide(key: string, decision: Decision | null): Promise<boolean> {
  const done = await importApi().decide(key, decision);
  // Two decisions may be under way at once: each must count.
  const { planned } = importState();
  if (done.ok && planned) changeImport({ planned: { ...planned, summary: done.value, version: planned.version + 1 } });
  if (!done.ok) await settle(done.error);
  return done.ok;
}

export function write(who: string, device: string, confirm: boolean): Promise<void> {
  return oneAtATime(() => apply(who, device, confirm));
}

async function apply(who: string, device: string, confirm: boolean): Promise<void> {
  const { planned } = importState();
  if (!planned) return;
  const done = await run('正在写入档案', { writing: true }, (tell) =>
    importApi().apply(who, device, { confirm }, tell),
  );
  if (done.ok) {
    changeImport({ written: done.value, step: STEP.done });
    mind.former = { result: done.value.result, passwords: mind.passwords };
    mind.passwords = {};
    mind.kept = {};
    return;
  }
  // The archive changed meanwhile: the plan is made again, and looked at again.
  failed(done.error);
  if (done.error.code === 'import_stale') await makePlan(planned.choices);
  if (mind.lost) await restoreLost();
  changeImport({ error: done.error });
}
