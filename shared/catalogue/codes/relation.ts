/** 与户主关系, with the sex and generation that a relation implies. */
import { defineCodes, type CodeItem } from './list';

export interface RelationItem extends CodeItem {
  /** Sex that the relation implies; absent = either. */
  readonly sex?: '男' | '女';
  /** Generation against the head: 0 = same, 1 = parents, −1 = children. Absent = unknown. */
  readonly generation?: number;
}

/** National system 01–20 and 99; the rest are labels of exports since 2021 whose codes were not seen. */
export const RELATION = defineCodes<RelationItem>({
  name: 'RELATION',
  title: '与户主关系',
  strict: true,
  none: ['否', '非户主'],
  items: [
    { code: '01', label: '户主', synonyms: ['本人', '本人或户主', '户主(本人或户主)', '是'], generation: 0 },
    {
      code: '02',
      label: '配偶',
      synonyms: ['妻', '妻子', '丈夫', '夫', '爱人', '老婆', '老公', '之配偶', '之妻', '之夫', '夫妻'],
      generation: 0,
    },
    {
      code: '03',
      label: '之子',
      synonyms: ['儿子', '长子', '次子', '二子', '三子', '四子', '独子', '子', '大儿子', '小儿子', '养子', '继子'],
      sex: '男',
      generation: -1,
    },
    {
      code: '04',
      label: '之女',
      synonyms: ['女儿', '长女', '次女', '二女', '三女', '四女', '独女', '女', '大女儿', '小女儿', '养女', '继女'],
      sex: '女',
      generation: -1,
    },
    { code: '05', label: '之儿媳', synonyms: ['儿媳', '媳妇', '儿媳妇', '长媳', '次媳'], sex: '女', generation: -1 },
    { code: '06', label: '之女婿', synonyms: ['女婿'], sex: '男', generation: -1 },
    { code: '07', label: '之孙子', synonyms: ['孙子', '孙', '长孙', '之孙'], sex: '男', generation: -2 },
    { code: '08', label: '之孙女', synonyms: ['孙女'], sex: '女', generation: -2 },
    { code: '09', label: '之外孙子', synonyms: ['外孙子', '外孙', '之外孙'], sex: '男', generation: -2 },
    { code: '10', label: '之外孙女', synonyms: ['外孙女'], sex: '女', generation: -2 },
    { code: '11', label: '之父', synonyms: ['父亲', '父', '爸爸', '之父亲'], sex: '男', generation: 1 },
    { code: '12', label: '之母', synonyms: ['母亲', '母', '妈妈', '之母亲'], sex: '女', generation: 1 },
    { code: '13', label: '之岳父', synonyms: ['岳父'], sex: '男', generation: 1 },
    { code: '14', label: '之岳母', synonyms: ['岳母'], sex: '女', generation: 1 },
    { code: '15', label: '之公公', synonyms: ['公公'], sex: '男', generation: 1 },
    { code: '16', label: '之婆婆', synonyms: ['婆婆'], sex: '女', generation: 1 },
    { code: '17', label: '之祖父', synonyms: ['祖父', '爷爷'], sex: '男', generation: 2 },
    { code: '18', label: '之祖母', synonyms: ['祖母', '奶奶'], sex: '女', generation: 2 },
    { code: '19', label: '之外祖父', synonyms: ['外祖父', '外公', '姥爷'], sex: '男', generation: 2 },
    { code: '20', label: '之外祖母', synonyms: ['外祖母', '外婆', '姥姥'], sex: '女', generation: 2 },
    {
      label: '之兄弟姐妹',
      synonyms: ['兄弟姐妹', '兄弟', '姐妹', '兄', '弟', '哥哥', '哥', '弟弟', '姐', '姐姐', '妹', '妹妹'],
      generation: 0,
    },
    {
      label: '之兄弟媳妇',
      synonyms: ['兄弟媳妇', '嫂', '嫂子', '弟媳', '弟媳妇', '弟妹'],
      sex: '女',
      generation: 0,
    },
    { label: '之叔伯', synonyms: ['叔伯', '叔叔', '叔', '伯父', '伯伯', '伯'], sex: '男', generation: 1 },
    { label: '之侄儿', synonyms: ['侄儿', '侄子', '之侄子'], sex: '男', generation: -1 },
    { label: '之侄女', synonyms: ['侄女'], sex: '女', generation: -1 },
    { label: '之曾孙子', synonyms: ['曾孙子', '曾孙', '重孙'], sex: '男', generation: -3 },
    { label: '之曾孙女', synonyms: ['曾孙女', '重孙女'], sex: '女', generation: -3 },
    { code: '99', label: '其他', synonyms: ['其它', '其他关系'] },
  ],
});
