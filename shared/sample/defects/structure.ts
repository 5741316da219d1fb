/** Defects of family B: households and how their members stand to each other. */
import type { Row } from '../../derive/record';
import type { SampleHousehold } from '../model';
import { ageOf, hasLabour } from '../model';
import type { Recipe } from './recipe';
import { copyOf, isPlain, isPoor, moveBirth, onHousehold, onMember, swapSex, yearsEarlier } from './recipe';

const isAdult = (age: number): boolean => age >= 23 && age < 60;
const always = (): boolean => true;
const head = (household: SampleHousehold): Row => household.members[0] as Row;

const FAMILY: readonly Recipe[] = [
  onMember(
    24,
    'a second head',
    'relation',
    (member) => isPlain(member) && /之子|之女/.test(String(member['relation'])),
    (member) => {
      member['relation'] = '户主';
    },
  ),
  onHousehold(25, 'another name of the head', 'head_name', always, (fields) => {
    fields['head_name'] = `${String(fields['head_name']).slice(0, 1)}建国`;
  }),
  {
    rule: 26,
    how: 'a second spouse',
    damage: (household, { village }) => {
      const headAge = ageOf(head(household), village);
      const index = household.members.findIndex((member, at) => {
        const age = ageOf(member, village);
        return at > 0 && member['relation'] === '之女' && isPlain(member) && age >= 23 && headAge - age <= 25;
      });
      const hasWife = household.members.some((member) => member['relation'] === '配偶');
      if (index < 0 || !hasWife || head(household)['sex'] !== '男') return undefined;
      (household.members[index] as Row)['relation'] = '配偶';
      return { field: 'relation', member: index };
    },
  },
  onMember(
    27,
    'same sex as the head',
    'sex',
    (member) => member['relation'] === '配偶' && isPlain(member),
    (member) => swapSex(member),
  ),
  onMember(
    28,
    'emptied',
    'relation',
    (member) => isPlain(member) && member['relation'] === '配偶',
    (member) => delete member['relation'],
  ),
  onMember(
    29,
    'relation of the other sex',
    'relation',
    (member) => isPlain(member) && /^之(子|女)$/.test(String(member['relation'])),
    (member) => {
      member['relation'] = member['relation'] === '之子' ? '之女' : '之子';
    },
  ),
  onHousehold(30, 'one too many', 'member_count', always, (fields) => {
    fields['member_count'] = Number(fields['member_count']) + 1;
  }),
  {
    rule: 31,
    how: 'child nearly as old as the head',
    damage: (household, { village }) => {
      const headAge = ageOf(head(household), village);
      const index = household.members.findIndex(
        (member, at) => at > 0 && /^之(子|女)$/.test(String(member['relation'])) && isAdult(ageOf(member, village)),
      );
      if (index < 0 || headAge - 8 < 24 || headAge - 8 > 58) return undefined;
      const member = household.members[index] as Row;
      if (!isPlain(member)) return undefined;
      moveBirth(member, yearsEarlier(String(member['birth_date']), headAge - 8 - ageOf(member, village)));
      return { field: 'id_no', member: index };
    },
  },
  {
    rule: 32,
    how: 'parent hardly older than the child',
    damage: (household, { village }) => {
      const headAge = ageOf(head(household), village);
      const index = household.members.findIndex((member) => /^之(父|母)$/.test(String(member['relation'])));
      if (index < 0 || headAge < 56 || headAge > 66) return undefined;
      const member = household.members[index] as Row;
      if (!isPlain(member)) return undefined;
      moveBirth(member, yearsEarlier(String(member['birth_date']), headAge + 6 - ageOf(member, village)));
      return { field: 'id_no', member: index };
    },
  },
  {
    rule: 33,
    how: 'grandchild too old',
    damage: (household, { village }) => {
      const headAge = ageOf(head(household), village);
      const index = household.members.findIndex(
        (member, at) =>
          at > 0 && /^之(子|女)$/.test(String(member['relation'])) && headAge - ageOf(member, village) < 27,
      );
      if (index < 0) return undefined;
      const member = household.members[index] as Row;
      member['relation'] = member['sex'] === '男' ? '之孙子' : '之孙女';
      return { field: 'relation', member: index };
    },
  },
  {
    rule: 35,
    how: 'spouse 27 years younger',
    damage: (household, { village }) => {
      const headAge = ageOf(head(household), village);
      const index = household.members.findIndex(
        (member) => member['relation'] === '配偶' && isPlain(member) && ageOf(member, village) < 60,
      );
      if (index < 0 || headAge < 51 || headAge > 62) return undefined;
      const member = household.members[index] as Row;
      moveBirth(member, yearsEarlier(String(member['birth_date']), headAge - 27 - ageOf(member, village)));
      return { field: 'id_no', member: index };
    },
  },
  onMember(
    36,
    'parent-in-law of a wife at a male head',
    'relation',
    (member, _, at) => at > 0 && /^之(父|母)$/.test(String(member['relation'])),
    (member) => {
      member['relation'] = member['sex'] === '男' ? '之公公' : '之婆婆';
    },
  ),
];

const CHANGES: readonly Recipe[] = [
  {
    rule: 42,
    how: 'dead without date and reason',
    damage: (household, { village }) => {
      const index = household.members.findIndex(
        (member, at) => at > 0 && isPlain(member) && ageOf(member, village) < 3,
      );
      if (index < 0) return undefined;
      (household.members[index] as Row)['live_state'] = '死亡';
      household.fields['member_count'] = Number(household.fields['member_count']) - 1;
      return { field: 'live_state', member: index };
    },
  },
  onMember(
    43,
    'registered before birth',
    'change_date',
    (member) => member['change_reason'] === '新生儿' && String(member['birth_date']).slice(4, 6) !== '01',
    (member) => {
      const birth = String(member['birth_date']);
      member['change_date'] = `${birth.slice(0, 4)}0${Number(birth.slice(4, 6)) - 1}01`;
    },
  ),
  onMember(
    44,
    'new-born of several years',
    'change_date',
    (member, age) => isPlain(member) && age >= 4 && age < 12,
    (member, { village }) => {
      member['change_reason'] = '新生儿';
      member['change_date'] = `${village.year}0826`;
    },
  ),
  onHousehold(47, 'one digit lost', 'phone', always, (fields) => {
    fields['phone'] = String(fields['phone']).slice(0, 10);
  }),
  {
    rule: 48,
    how: 'one phone for three households',
    damage: (household, { untouched }) => {
      const others = untouched.slice(0, 2);
      if (others.length < 2) return undefined;
      const before = others.map(copyOf);
      for (const other of others) other.fields['phone'] = household.fields['phone'];
      return { field: 'phone', others, before };
    },
  },
  onHousehold(49, 'too short', 'bank_account', isPoor, (fields) => {
    fields['bank_account'] = String(fields['bank_account']).slice(0, 12);
  }),
  {
    rule: 50,
    how: 'account of another household',
    damage: (household, { untouched }) => {
      const [other] = untouched;
      if (other === undefined) return undefined;
      household.fields['bank_account'] = other.fields['bank_account'];
      return { field: 'bank_account', others: [other] };
    },
  },
];

const POVERTY: readonly Recipe[] = [
  onHousehold(51, 'emptied', 'id_standard', isPoor, (fields) => delete fields['id_standard']),
  onHousehold(
    52,
    'two causes',
    'cause_main',
    (household) => isPoor(household) && household.fields['cause_main'] === '缺资金',
    (fields) => {
      fields['cause_main'] = '缺资金,交通条件落后';
      delete fields['cause_other'];
    },
  ),
  onHousehold(53, '其他', 'cause_main', isPoor, (fields) => {
    fields['cause_main'] = '其他';
  }),
  onHousehold(54, 'the main cause again', 'cause_other', isPoor, (fields) => {
    fields['cause_other'] = fields['cause_main'];
  }),
  onHousehold(55, 'before identification', 'out_year', isPoor, (fields) => {
    fields['out_year'] = Number(String(fields['first_identified']).slice(0, 4)) - 1;
  }),
  onHousehold(57, 'emptied', 'address', always, (fields) => delete fields['address']),
  onHousehold(
    174,
    'skilled worker at home',
    'cause_main',
    (household) => isPoor(household) && isMostlySkilled(household),
    (fields) => {
      fields['cause_main'] = '缺技术';
    },
  ),
  onHousehold(
    175,
    'land enough',
    'cause_main',
    (household) =>
      isPoor(household) && Number(household.fields['land_arable']) / Number(household.fields['member_count']) > 1.1,
    (fields) => {
      fields['cause_main'] = '缺土地';
      delete fields['cause_other'];
    },
  ),
  onHousehold(
    122,
    'contradicts the members',
    'poverty_attribute',
    (household) => household.fields['poverty_attribute'] === '一般脱贫户',
    (fields) => {
      fields['poverty_attribute'] = '低保脱贫户';
    },
  ),
];

function isMostlySkilled(household: SampleHousehold): boolean {
  const able = household.members.filter(hasLabour);
  return able.length > 0 && able.every((member) => member['labor'] === '技能劳动力');
}

export const STRUCTURE: readonly Recipe[] = [...FAMILY, ...CHANGES, ...POVERTY];
