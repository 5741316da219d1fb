import { describe, expect, it } from 'vitest';
import { candidateIn } from '../derive/headerIndex';
import { normaliseHeader } from '../text';
import type { Condition } from '../when/condition';
import { fieldsIn, labelsIn } from '../when/evaluate';
import { CODE_LISTS, codeList, readings, relationOf } from './codes/index';
import * as facts from './facts';
import type { Field } from './field';
import { ALL_FIELDS, ENTITIES, entityAt, entityOf, fieldIn, fieldOf, isNumeric, placeOf } from './index';
import { SECTIONS } from './sections';

const name = (field: Field): string => `${field.entity}.${field.key}`;

/** Every key of domain fields.md and corrections.md, by the entity that contracts.md puts it in. */
const EXPECTED: Readonly<Record<string, string>> = {
  household: `province city county township village natural_village group address lat lng household_no head_person_no
    head_name head_id_no head_id_type head_sex head_ethnic head_political valid_flag first_identified phone bank_name
    bank_account household_type poverty_attribute id_standard identify_year out_status out_year plan_out_year relapse_year
    relapse_cause cause_main cause_other cause_note member_count is_martyr_family is_only_child is_two_daughters
    is_family_planning in_cooperative leading_enterprise leader_driven full_no_labor relocation_site_resident
    industry_help_type head_signature collector collector_phone collected_on remark`,
  member: `person_no name sex id_type id_no disability_cert_no disability_cert_year birth_date age age_stated relation ethnic
    political education student_status school_name school_grade dropout_reason health disease_name disease_level
    chronic_card disability_type disability_level labor work_status work_place work_months work_company work_income_month
    work_industry employ_channel work_start work_end is_working plan_working job_service_need travel_subsidy point_to_point
    is_abroad_work public_post public_post_months grad_unemployed_reason medical_resident medical_employee medical_major
    medical_commercial medical_aid other_health_help accident_insurance pension_resident pension_employee dibao tekun orphan
    is_relocated_person is_soldier mandarin member_phone live_state change_reason change_date photo`,
  year: `year member_count_year land_arable land_irrigated land_forest land_returned_forest land_fruit land_grass land_water
    power_production power_living tv broadband road_distance road_type road_hardened fuel toilet toilet_type poultry_count
    cattle_count sheep_count pig_count has_vehicle has_commodity_house has_business_registration has_public_payroll
    house_area house_structure house_year is_dangerous_house house_grade rebuild_year has_other_house water_safe
    water_difficult water_source food_ok clothes_ok inc_wage inc_wage_work inc_wage_public inc_wage_other inc_biz
    inc_biz_crop inc_biz_animal inc_biz_fruit inc_biz_other inc_award_industry inc_award_job inc_prop inc_prop_dividend
    inc_prop_land inc_prop_other inc_trans tr_birth tr_dibao tr_tekun tr_pension tr_eco tr_elder tr_alimony tr_disabled
    tr_veteran tr_land tr_other inc_total exp_biz exp_biz_crop exp_biz_animal exp_biz_fruit exp_biz_other exp_biz_subsidy
    inc_net inc_net_pc exp_rigid_medical exp_rigid_edu exp_rigid_house exp_rigid_disaster exp_rigid_other claim_income debt
    ref_line_total ref_line_pc not_counted_amount not_counted_kind inc_prev_pc`,
  procedure: `clue_source clue_date apply_date applicant apply_mode apply_fingerprint authorization_date survey_date
    surveyor_1 surveyor_2 compare_date compare_result group_review_date review_date review_attendees review_votes_yes
    review_votes_no review_result notice1_start notice1_end notice1_place notice1_photo notice1_objection town_review_date
    town_reviewer notice2_start notice2_end county_approve_date county_approver announce_date announce_place
    system_entry_date`,
  helper: `helper_name helper_sex helper_political helper_education helper_id_no helper_phone helper_org helper_org_level
    helper_org_type helper_post helper_rank is_first_secretary is_team_leader in_village_team specialty help_start help_end
    helper_kind`,
  measure: `year measure_status m_industry m_job m_finance m_public_post m_house m_water m_health m_compulsory_edu m_edu
    m_security m_social m_relocation m_living m_infra project_name project_content project_scale project_path
    project_industry plan_start plan_end actual_end effect_income effect_note effect_signed`,
  fund: `fund_amount fund_channel fund_paid_date fund_paid_account benefit_person loan_amount loan_rate loan_date loan_due
    loan_purpose loan_self_use loan_state`,
  visit: `visit_date visit_helper visit_accompany visit_met visit_mode visit_content visit_needs visit_problem
    visit_solution visit_next visit_signed visit_policy_told`,
  relocation: `move_willing is_moved move_way settle_way settle_place move_out_area move_difficulty agreement_no
    agreement_date key_date old_house_demolished new_area job_after_move`,
  monitoring: `monitor_type is_lifted_household monitor_start risk1 risk2 risk3 risk4 risk5 risk_disaster_sub
    risk_disaster_note risk_other_note risk_removed remove_way remove_date remove_survey_date remove_review_date
    remove_notice_start remove_notice_end remove_approve_date monitor_contact monitor_contact_phone help_gap_days`,
  change: 'change_kind change_reason change_date change_evidence count_before count_after',
  material: `material_code title stage year copies pages doc_no formed_date responsible signed stamped dated original
    location scans status checker checked_on note archive_no box_no page_from page_to retention secrecy`,
};
/** What a monitoring episode states twice, in `at_start` and in `after`. */
const STATED_TWICE = `inc_wage inc_biz inc_prop inc_trans exp_biz inc_net inc_net_pc claim_income exp_rigid_medical
  flag_dropout flag_house_problem flag_water_problem flag_uninsured`;
const words = (text: string): string[] => text.split(/\s+/);

describe('fields', () => {
  it.each(Object.entries(EXPECTED))('%s has every key of the domain pages', (entity, keys) => {
    const missing = words(keys).filter((key) => fieldOf(`${entity}.${key}`) === undefined);
    expect(missing).toEqual([]);
  });

  it('nests what an episode states at its start and after removal, and the signatures of a procedure', () => {
    const nests = ALL_FIELDS.flatMap(({ nest }) => (nest ? [nest.join('/')] : []));
    for (const group of ['at_start', 'after']) {
      expect(nests).toEqual(expect.arrayContaining(words(STATED_TWICE).map((key) => `${group}/${key}`)));
    }
    for (const level of ['household', 'village', 'town', 'county']) {
      for (const part of ['name', 'date', 'signed', 'stamped']) expect(nests).toContain(`signatures/${level}.${part}`);
    }
    const places = ALL_FIELDS.map((field) => `${field.entity}/${field.nest?.join('/') ?? field.key}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(ENTITIES.map((entity) => [entity.label, entity] as const))(
    '%s: labels and aliases name one field',
    (_, { list }) => {
      const owners = new Map<string, string>();
      const clashes: string[] = [];
      for (const field of list) {
        for (const text of new Set([field.label, ...(field.aliases ?? [])].map(normaliseHeader))) {
          const owner = owners.get(text);
          if (owner !== undefined) clashes.push(`${text}: ${owner}, ${field.key}`);
          owners.set(text, field.key);
        }
      }
      expect(clashes).toEqual([]);
    },
  );

  it('writes no label or alias of a field twice', () => {
    for (const field of ALL_FIELDS) {
      const texts = [field.label, ...(field.aliases ?? [])].map(normaliseHeader);
      expect([name(field), new Set(texts).size]).toEqual([name(field), texts.length]);
      for (const shared of field.sharedAliases ?? []) expect(texts).not.toContain(normaliseHeader(shared));
    }
  });

  it('names lists exactly where the type wants one, units where it wants them, known sections and a source', () => {
    for (const field of ALL_FIELDS) {
      const wantsList = field.type === 'code' || field.type === 'multiCode';
      expect([name(field), field.codes !== undefined]).toEqual([name(field), wantsList]);
      if (field.codes !== undefined)
        expect([name(field), codeList(field.codes)?.name]).toEqual([name(field), field.codes]);
      if (field.type === 'money') expect([name(field), field.unit]).toEqual([name(field), '元']);
      if (field.type === 'area') expect(['亩', '㎡']).toContain(field.unit);
      expect(Object.keys(SECTIONS)).toContain(field.section);
      expect(field.source).not.toBe('');
    }
  });

  it('asks for nothing that it computes, and gives rule and severity only to what it asks for', () => {
    for (const field of ALL_FIELDS) {
      if (field.derived === true) expect([name(field), field.required]).toEqual([name(field), undefined]);
      if (field.requiredRule !== undefined || field.requiredSeverity !== undefined) {
        expect([name(field), field.required === undefined]).toEqual([name(field), false]);
      }
      if (field.requiredRule !== undefined) {
        expect(Number.isInteger(field.requiredRule) && field.requiredRule >= 1 && field.requiredRule <= 281).toBe(true);
      }
    }
  });

  it('reaches every surface, or says why not', () => {
    for (const field of ALL_FIELDS) {
      for (const reason of Object.values(field.notOn ?? {})) expect(reason.length).toBeGreaterThan(10);
      const imported = candidateIn(field.entity, field.label) === fieldIn(field.entity, field.key);
      expect([name(field), imported]).toEqual([name(field), true]);
      if (field.derived === true) {
        expect([name(field), Object.keys(field.notOn ?? {})]).toEqual([
          name(field),
          expect.arrayContaining(['import']),
        ]);
      }
    }
  });
});

describe('conditions', () => {
  const declared = ALL_FIELDS.flatMap((field): [string, Condition, Field][] => [
    ...(field.relevant ? [[`${name(field)} relevant`, field.relevant, field] as [string, Condition, Field]] : []),
    ...(field.required && field.required !== 'always'
      ? [[`${name(field)} required`, field.required, field] as [string, Condition, Field]]
      : []),
  ]);
  const known = Object.entries(facts).flatMap(([key, fact]): [string, Condition][] =>
    typeof fact === 'object' && !Array.isArray(fact) ? [[key, fact as Condition]] : [],
  );
  const target = (path: string, entity?: string): Field | undefined =>
    fieldOf(path.includes('.') ? path : `${entity}.${path}`);

  it('read fields that exist, with labels that they can hold', () => {
    expect(known.length).toBeGreaterThan(15);
    for (const [where, condition, owner] of [...declared, ...known]) {
      for (const path of fieldsIn(condition))
        expect([where, target(path, owner?.entity) !== undefined]).toEqual([where, true]);
      for (const part of labelsIn(condition)) {
        const field = target(part.field, owner?.entity);
        const labels =
          field?.type === 'yesNo' ? ['是', '否'] : codeList(field?.codes ?? '')?.items.map((item) => item.label);
        for (const label of part.is) expect([where, labels]).toEqual([where, expect.arrayContaining([label])]);
      }
    }
  });

  it('compare numbers with numbers only', () => {
    const ranges = (condition: Condition): string[] => {
      if ('all' in condition) return condition.all.flatMap(ranges);
      if ('any' in condition) return condition.any.flatMap(ranges);
      if ('not' in condition) return ranges(condition.not);
      return 'from' in condition || 'to' in condition ? [condition.field] : [];
    };
    for (const [where, condition, owner] of [...declared, ...known]) {
      for (const path of ranges(condition)) {
        const field = target(path, owner?.entity);
        expect([where, path, field !== undefined && isNumeric(field)]).toEqual([where, path, true]);
      }
    }
  });
});

describe('entities', () => {
  it('stand at places of their own', () => {
    expect(new Set(ENTITIES.map((entity) => entity.place)).size).toBe(12);
    for (const entity of ENTITIES) {
      expect(entityAt(placeOf(entity.name))).toBe(entity);
      expect(entityOf(entity.name)).toBe(entity);
    }
    expect(fieldOf('member.id_no')).toBe(fieldIn('member', 'id_no'));
    expect(fieldOf('member.nothing')).toBeUndefined();
    expect(Object.keys(entityOf('year').fields)[0]).toBe('year');
  });
});

describe('code lists', () => {
  it('are used', () => {
    const used = new Set(ALL_FIELDS.map((field) => field.codes));
    const unused = CODE_LISTS.map((list) => list.name).filter((list) => !used.has(list) && list !== 'YESNO');
    expect(unused).toEqual([]);
    expect(new Set(CODE_LISTS.map((list) => list.name)).size).toBe(CODE_LISTS.length);
  });

  it.each(CODE_LISTS.map((list) => [list.name, list] as const))('%s reads every text one way', (_, list) => {
    const texts = readings(list);
    const twice = texts.filter(([key], index) => texts.findIndex(([other]) => other === key) !== index);
    expect(twice).toEqual([]);
    for (const { label } of list.items) expect(label).not.toMatch(/[,，;；\s]/);
  });

  it('labels of lists that fields hold several of contain no separator', () => {
    const multi = new Set(ALL_FIELDS.filter((field) => field.type === 'multiCode').map((field) => field.codes));
    for (const list of CODE_LISTS) {
      if (multi.has(list.name)) for (const { label } of list.items) expect(label).not.toMatch(/[、,，;；]/);
    }
  });

  it('knows sex and generation of every relation but 其他', () => {
    for (const { label } of codeList('RELATION')?.items ?? []) {
      expect([label, relationOf(label)?.generation !== undefined]).toEqual([label, label !== '其他']);
    }
    expect(relationOf('之外孙女')).toMatchObject({ sex: '女', generation: -2 });
  });
});
