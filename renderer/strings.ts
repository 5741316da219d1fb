/** Words and sentences of the screen that stand in more than one place, or carry blanks. Short, from the clerk's world. */

export const words = {
  app: '户档',
  pages: {
    archive: '档案',
    import: '导入',
    reports: '报表',
    audit: '审核',
    safety: '数据安全',
    settings: '设置',
  },
  sample: '演示数据',
  search: '搜索 姓名/拼音/证件号',
  searchLabel: '搜索住户：姓名、拼音首字母或证件号',
  noVillage: '未填写村名',
  notFilled: '未填写',
  saved: '已保存',
  savedAsYouType: '内容随填随存',
  saving: '正在写入磁盘，请稍等…',
  nothingSaved: '本次打开后没有改动',
  loading: '正在打开档案…',
  pageFailed: '这一页没有显示出来',
  pageFailedHint: '已保存的内容没有受影响。请重新打开本页；如果仍然不行，请关闭程序后再打开。',
  reopenPage: '重新打开本页',
  archiveFailed: '档案没有打开',
  undo: '撤销',
  undone: '已撤销',
  back: '返回',
  fix: '去改',
  close: '关闭',
  cancel: '取消',
  blank: '空白',
} as const;

/** Households and persons as the frame counts them: 482 户 1,596 人. */
export function countText(households: number, members: number): string {
  return `${number(households)} 户 ${number(members)} 人`;
}

/** A count with thousands separators. */
export function number(value: number): string {
  return value.toLocaleString('zh-CN');
}

/** The first few of many, and how many there are. */
export function listed(names: readonly string[]): string {
  return names.length <= NAMED ? names.join('、') : `${names.slice(0, NAMED).join('、')}等 ${number(names.length)} 个`;
}

/** Things that are named one by one. */
const NAMED = 8;

/** HH:MM:SS of a moment. */
export function clock(at: Date): string {
  return at.toTimeString().slice(0, 8);
}

/** A moment as 2026-11-22 08:31, from ISO 8601 text. */
export function dayAndTime(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

/** A moment on this computer's clock as 11月22日 08:20, from ISO 8601 text; with the year when it is another one. */
export function dayAndMinute(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '时间不明';
  const year = at.getFullYear() === new Date().getFullYear() ? '' : `${at.getFullYear()}年`;
  return `${year}${at.getMonth() + 1}月${at.getDate()}日 ${at.toTimeString().slice(0, 5)}`;
}

/** A number of bytes as a clerk reads it in the file manager. */
export function bytesText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
  return bytes === 0 ? '0' : `${Math.max(1, Math.round(bytes / 1e3))} KB`;
}

/** yyyymmdd as 2026-11-22. */
export function dashed(date: string): string {
  return [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)].filter(Boolean).join('-');
}
