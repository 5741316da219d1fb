/** For tests: what breaks each rule, and near things that do not. Starts from validHousehold. */
import { idOf, type Draft } from '../../testHousehold';

export type Change = (draft: Draft) => unknown;
/** Rule number, what is wrong, the violation, and changes that come near it without breaking it. */
export type Case = readonly [number: number, title: string, violates: Change, ...holds: Change[]];

export const MOTHER_ID = idOf('19521001', '022');
export const done: Change = (draft) =>
  draft.episode({
    risk_removed: '是',
    remove_way: '帮扶消除',
    remove_date: '202502',
    monitor_contact: '赵同志',
    monitor_contact_phone: '13900000002',
    after_inc_wage: 20_000,
    after_inc_biz: 9000,
    after_inc_prop: 0,
    after_inc_trans: 2000,
    after_inc_net: 36_000,
    after_inc_net_pc: 9000,
    after_flag_dropout: '否',
    after_flag_house_problem: '否',
    after_flag_water_problem: '否',
    after_flag_uninsured: '否',
  });
export const removed =
  (change: Change): Change =>
  (draft) => {
    done(draft);
    change(draft);
  };
export const certified = (id: string, type = '肢体', level = '三级') => ({
  health: '残疾',
  disability_cert_no: id,
  disability_type: type,
  disability_level: level,
});
/** Keeps member 3 out of the old age that other rules speak of. */
export const student =
  (status: string, birth: string): Change =>
  (draft) =>
    draft.born(2, birth).member(2, { student_status: status, education: undefined });

export function idle(draft: Draft): Draft {
  return draft.member(0, { work_place: undefined, work_months: undefined, work_status: undefined });
}

/** Another check character than the right one. */
export function flip(id: string): string {
  return id.slice(0, 17) + (id.endsWith('1') ? '2' : '1');
}

export function unable(draft: Draft): Draft {
  for (const index of [0, 1, 3]) draft.member(index, { labor: '丧失劳动力' });
  return draft;
}
