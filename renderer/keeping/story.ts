/** What happened while the archive was opened, in the clerk's words. */
import type { Because } from '../store/decide';
import type { OpenProgress, OpenStory } from '../store/openDistrustful';
import { dayAndMinute, number } from '../strings';
import type { NoticeKind } from '../ui/Notice';

export interface SaidStory {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly facts: readonly (readonly [label: string, text: string])[];
}

const REASONS: Readonly<Record<Because, string>> = {
  behind: '上次没有正常关闭，数据库里少了最后几步',
  missing: '数据库文件不见了（可能被清理软件删掉，或档案是从别处复制来的）',
  lost: '数据库文件损坏，系统已把它清空',
  unreadable: '数据库文件损坏，打不开',
  counts: '数据库里的户数与保存记录对不上',
  newer: '保存记录比数据库旧（可能被删掉过，或放回了旧的一份）',
  reset: '数据库在使用中出错',
  foreign: '数据库不是这份档案的',
  damage: '保存记录有损坏',
  first: '档案由旧版本的程序建立，还没有保存记录',
};

/**
 * What an ordinary start may bring with it: a sentence in passing is enough, or none. Who only looks has a database of his
 * own, which is made anew as a matter of course.
 */
export function isMinor({ what, because, lostLines }: OpenStory, looking: boolean): boolean {
  if (lostLines.length > 0) return false;
  if (looking) return true;
  return what === 'replayed' || (what === 'adopted' && because === 'first');
}

/** The sentence in passing; '' where there is nothing to say. */
export function minorText({ what, lines, cutBytes = 0 }: OpenStory, looking: boolean): string {
  if (what !== 'replayed' || looking) return '';
  const whole = cutBytes === 0 ? '内容没有丢失' : '最后写到一半的一步已去掉，请核对最后填的一处';
  return `上次没有正常关闭，已按保存记录补上 ${number(lines)} 步，${whole}`;
}

/** The whole report, for the dialog. `copyMade` = when the copy was made that it began with. */
export function sayStory(story: OpenStory, copyMade: string | null): SaidStory {
  const lost = story.lostLines.length > 0;
  const adopted = story.what === 'adopted';
  const source = adopted
    ? '数据库里的内容是完整的，已另做一份副本，保存记录从这里接着记'
    : sourceText(copyMade, story.lines);
  return {
    kind: lost ? 'warn' : 'good',
    title: lost
      ? '档案已重新建立，但有内容没能恢复'
      : adopted
        ? '档案已核对，内容没有丢失'
        : `档案已重新建立，${story.cutBytes === undefined ? '内容没有丢失' : '请核对最后填的一处'}`,
    facts: [
      ['出了什么事', `${REASONS[story.because]}。`],
      ['怎么处理的', `${source}。`],
      ['现在有多少', `${number(story.households)} 户，用时 ${secondsText(story.ms)}。`],
      ['有没有丢失', lostText(story)],
    ],
  };
}

function sourceText(copyMade: string | null, lines: number): string {
  const record = `${number(lines)} 条保存记录`;
  if (copyMade === null) return `从头用 ${record}重新建立`;
  const copy = `用 ${dayAndMinute(copyMade)} 的副本`;
  return `${copy}${lines === 0 ? '' : `和之后的 ${record}`}重新建立`;
}

function lostText({ lostLines: lines, cutBytes = 0 }: OpenStory): string {
  if (lines.length === 0 && cutBytes === 0) return '没有。显示过“已保存”的内容都在。';
  // Mostly a step that was being written when the power went; whether it was more nobody can know.
  const cut = `保存记录末尾有 ${number(cutBytes)} 字节不完整，已去掉，多半是断电时正在写的那一步；请核对最后填的一处。`;
  if (lines.length === 0) return cut;
  return (
    `有 ${number(lines.length)} 条保存记录读不出来（第 ${ranges(lines)} 条），这几步改动没能恢复，其余内容都在。` +
    '请到“数据安全”看操作记录里缺了哪几步，重新填写；硬盘可能有故障，请尽快更换。'
  );
}

/** Most ranges that are named. */
const RANGES = 12;

/** Numbers in ascending order as 3、5—7、12. */
export function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < numbers.length; at++) {
    const from = numbers[at] ?? 0;
    let to = from;
    while (numbers[at + 1] === to + 1) {
      to += 1;
      at += 1;
    }
    parts.push(from === to ? String(from) : `${from}—${to}`);
  }
  return parts.length > RANGES ? `${parts.slice(0, RANGES).join('、')}等` : parts.join('、');
}

function secondsText(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} 秒` : `${Math.round(ms / 1000)} 秒`;
}

/** What is being done while the archive opens. */
export function sayProgress(progress: OpenProgress | null, looking: boolean): string {
  if (looking) return '正在读取这份档案的副本和保存记录…';
  if (!progress || progress.step === 'look') return '正在核对保存记录和数据库…';
  const { step, because, from, total } = progress;
  if (step === 'save') return `${REASONS[because]}，正在做一份完整的副本…`;
  if (because === 'behind' && !from && step === 'journal') return `${REASONS.behind}，正在补上 ${number(total)} 步…`;
  return `${REASONS[because]}，正在${sourceText(from?.made ?? null, from?.lines ?? total)}…`;
}

/** How far, 0 … 1, over all steps: reading the copy is most of a rebuild. */
export function shareOf({ step, from, done, total }: OpenProgress): number {
  const part = total > 0 ? Math.min(1, done / total) : 0;
  if (!from || from.lines === 0) return part;
  return step === 'copy' ? 0.8 * part : 0.8 + 0.2 * part;
}
