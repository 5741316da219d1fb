/**
 * The light of the status bar: to which moment the archive can be brought back, and whether that was ever proved. One pure
 * function, because these words are what everybody relies on: it must never say more than the files on the disk hold.
 */
import type { CopyInfo, SecondPlace } from '#shared/ipc/desktop';

/** good = proved and in two places · warn = something is missing · bad = something is damaged · none = nothing to keep yet. */
export type LightLevel = 'good' | 'warn' | 'bad' | 'none';

export interface Light {
  readonly level: LightLevel;
  /** For the status bar. */
  readonly short: string;
  /** The same as a whole sentence, for the page. */
  readonly title: string;
  /** What it rests on, or what to do about it. */
  readonly detail: string;
}

export interface Standing {
  /** The computer's clock, milliseconds. */
  readonly now: number;
  /** ISO time of the last save that was acknowledged; null = nothing was ever saved. */
  readonly lastSaved: string | null;
  /** The last line of the journal. */
  readonly line: number;
  /** Lines of the journal that cannot be read. */
  readonly damagedLines: readonly number[];
  /** Attachments whose content is not what was put in. */
  readonly rotten: readonly string[];
  /** Lines can be written and flushed. */
  readonly canWrite: boolean;
  /** Newest first. */
  readonly copies: readonly CopyInfo[];
  readonly second: SecondPlace | null;
  /** The last rehearsal of this run gave back something else than it should. */
  readonly differs?: boolean;
}

export const DAY_MS = 24 * 60 * 60 * 1000;
/** A second place that was not there for so long is as good as none. */
export const SECOND_STALE_MS = 7 * DAY_MS;

/**
 * The newest copy whose bytes were re-read and matched. One taken over from elsewhere does not count: it is no state of this
 * archive unless a line says so, and then the next copy is due at once.
 */
export function newestGood(copies: readonly CopyInfo[]): CopyInfo | undefined {
  return copies.find((copy) => copy.checked !== null && !copy.damaged && copy.reason !== 'restored');
}

/** ISO time of the newest rehearsal that succeeded, of whichever copy. */
export function lastRehearsed(copies: readonly CopyInfo[]): string | null {
  return copies
    .filter((copy) => copy.rehearsed !== null && !copy.damaged)
    .reduce<string | null>((last, { rehearsed }) => (later(rehearsed, last) ? rehearsed : last), null);
}

function later(one: string | null, other: string | null): boolean {
  return one !== null && (other === null || Date.parse(one) > Date.parse(other));
}

/** How long ago, in the words of a clerk; how long cannot be said of a moment that the clock has not reached. */
export function agoText(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (!(minutes >= -2)) return '之前';
  if (minutes < 1) return '刚才';
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`;
  return `${Math.floor(minutes / (24 * 60))} 天前`;
}

/** What can be promised now. */
export function lightOf(standing: Standing): Light {
  const { now, lastSaved, line, copies } = standing;
  const good = newestGood(copies);
  const damage = damageOf(standing, good);
  if (damage) return damage;
  if (line === 0 || lastSaved === null) {
    return {
      level: 'none',
      short: '还没有需要保护的内容',
      title: '档案里还没有保存过内容。',
      detail: '从第一次保存起，每一步都会先写进本机的保存记录，再自动做副本。',
    };
  }
  const ago = agoText(lastSaved, now);
  // A clock that was set back knows no age.
  const reach = ago === '之前' ? '可恢复到最后一次保存' : `可恢复到${/^\d/.test(ago) ? ` ${ago}` : ago}`;
  const whole = ago === '之前' ? reach : `${reach}（最后一次保存）`;
  const [missing, detail] = weakness(standing, good);
  if (missing === null) {
    return { level: 'good', short: `${reach}，已验证`, title: `${whole}，已验证。`, detail };
  }
  return { level: 'warn', short: `${reach}，${missing}`, title: `${whole}，但${missing}。`, detail };
}

/** Something cannot be read any more, and no good copy covers it. */
function damageOf(
  { damagedLines, rotten, canWrite, copies, differs }: Standing,
  good: CopyInfo | undefined,
): Light | null {
  const uncovered = damagedLines.filter((line) => good === undefined || line > good.line);
  if (uncovered.length > 0) {
    return {
      level: 'bad',
      short: '保存记录有损坏，请查看',
      title: `保存记录中有 ${uncovered.length} 条读不出来。`,
      detail:
        '现在打开的内容没有受影响。请马上做一次“立即备份”存到U盘，备份里的内容是完整的；硬盘可能有故障，请尽快更换。',
    };
  }
  if (!canWrite) {
    return {
      level: 'bad',
      short: '写不进保存记录',
      title: '保存记录写不进去，新填的内容没有保存。',
      detail: '正在填写的内容还在屏幕上。请检查档案所在的硬盘是否连接正常，然后重新打开程序。',
    };
  }
  if (differs) {
    return {
      level: 'bad',
      short: '恢复演练不一致，请查看',
      title: '最近一次恢复演练发现不一致。',
      detail:
        '从副本恢复出来的内容与档案对不上。请马上做一次“立即备份”存到U盘，再点一次“演练”；仍不一致请联系技术人员。',
    };
  }
  if (rotten.length > 0) {
    return {
      level: 'bad',
      short: '有附件已损坏，请查看',
      title: `有 ${rotten.length} 个附件的内容与存入时不符。`,
      detail:
        '点“校验全部”可以看到是哪几个。可用以前的备份找回（“从备份文件恢复”），或移除后重新添加；硬盘可能有故障，请把备份存到另一块硬盘或U盘。',
    };
  }
  if (copies[0]?.damaged) {
    return {
      level: 'bad',
      short: '最近的副本已损坏',
      title: '最近一份副本的内容与校验不符。',
      detail: '档案本身没有受影响，程序会另做一份。如果再次出现，硬盘可能有故障，请把备份存到另一块硬盘或U盘。',
    };
  }
  return null;
}

/** What keeps the light from being green, the gravest first, and what to do; null and what it rests on when nothing does. */
function weakness(
  { now, line, copies, second }: Standing,
  good: CopyInfo | undefined,
): readonly [missing: string | null, detail: string] {
  if (!good) return ['还没有核对过的副本', '程序空闲时会自动做一份副本并核对，通常在打开后几分钟内。'];
  if (good.line < line && now - Date.parse(good.made) > DAY_MS) {
    return [`最近的副本是 ${agoText(good.made, now)}的`, '程序空闲时会自动做一份新的副本。'];
  }
  const proved = lastRehearsed(copies);
  // An archive that nobody touches needs no rehearsal a day; one that changes does.
  if (proved === null || (good.rehearsed === null && now - Date.parse(proved) > 2 * DAY_MS)) {
    return ['还没有演练过恢复', '程序空闲时会拿最近的副本试着恢复一遍，核对内容是否一致；也可以现在就点“演练”。'];
  }
  return withoutSecond(second, now) ?? [null, restsOn(good, proved, second, now)];
}

const SEE_BELOW = '原因和办法写在“数据安全”的“第二份存放位置”里；在那之前，新填的内容只在这台电脑上。';

function withoutSecond(second: SecondPlace | null, now: number): readonly [string, string] | null {
  if (second === null || second.folder === '') {
    return ['没有第二份', '内容只在这台电脑上，电脑坏了或丢了就找不回来。请插上U盘或另一块硬盘，选择第二份存放位置。'];
  }
  const { mirrored } = second;
  // What somebody has open is let go of again; a full or write-protected drive stays so until somebody acts.
  const stuck = second.present && second.failure !== '' && second.failure !== 'second_in_use';
  if (mirrored === null) {
    const away = `请插上第二份所在的U盘或硬盘：${second.folder}`;
    return ['第二份还没有存好', stuck ? SEE_BELOW : second.present ? '正在存放第一份，请先不要拔出。' : away];
  }
  const age = now - Date.parse(mirrored);
  if (age > SECOND_STALE_MS) {
    return [
      `第二份已 ${Math.floor(age / DAY_MS)} 天没有更新`,
      `请插上第二份所在的U盘或硬盘，程序会自动更新：${second.folder}`,
    ];
  }
  if (stuck) return ['第二份没有更新成功', SEE_BELOW];
  return second.sameDrive === true
    ? ['第二份在同一块硬盘上', '硬盘坏了，两份会一起丢。请插上U盘或另一块硬盘，更换第二份存放位置。']
    : null;
}

function restsOn(good: CopyInfo, proved: string, second: SecondPlace | null, now: number): string {
  const mirrored = second?.mirrored ?? null;
  const parts = [
    '每次保存都先写进了保存记录',
    `最近的副本是${agoText(good.made, now)}做的，${good.households} 户，已核对`,
    `${agoText(proved, now)}演练过恢复，内容一致`,
    ...(mirrored === null ? [] : [`第二份${agoText(mirrored, now)}更新过`]),
  ];
  return `${parts.join('；')}。`;
}
