/** 户增减与成员变更: one row per change of the household or of one of its members. */
import { defineEntity } from '../field';

const OF_MEMBER = { field: 'change.change_kind', is: ['成员增加', '成员减少'] } as const;

export const change = defineEntity({
  name: 'change',
  label: '人口变动',
  place: 'changes',
  fields: {
    change_date: {
      label: '变更日期',
      aliases: ['变更时间', '变动时间'],
      type: 'date',
      section: 'changes',
      required: 'always',
      source: 'DVS23',
    },
    change_kind: {
      label: '变更类别',
      aliases: ['变更类型', '变动类型'],
      type: 'code',
      codes: 'HOUSEHOLD_CHANGE',
      section: 'changes',
      required: 'always',
      source: 'DVS23',
    },
    change_person: {
      label: '变更人员',
      aliases: ['变动人员'],
      type: 'text',
      section: 'changes',
      relevant: OF_MEMBER,
      required: 'always',
      source: 'DVS23',
    },
    change_reason: {
      label: '变更原因',
      aliases: ['变动原因', '增减原因'],
      type: 'text',
      section: 'changes',
      required: 'always',
      source: 'DVS23',
    },
    change_evidence: {
      label: '佐证材料',
      aliases: ['证明材料', '变更依据'],
      type: 'text',
      section: 'changes',
      required: 'always',
      requiredSeverity: 'W',
      source: 'materials.md',
    },
    count_before: {
      label: '变更前人口数',
      type: 'integer',
      unit: '人',
      section: 'changes',
      required: OF_MEMBER,
      requiredSeverity: 'W',
      source: 'DVS23',
    },
    count_after: {
      label: '变更后人口数',
      type: 'integer',
      unit: '人',
      section: 'changes',
      required: OF_MEMBER,
      requiredSeverity: 'W',
      source: 'DVS23',
    },
    change_operator: { label: '经办人', type: 'text', section: 'changes', source: 'DVS23' },
  },
});
