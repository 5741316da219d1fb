/** 校验: reads again everything that is kept, against its checksums, and every household. */
import { useState, type ReactElement } from 'react';
import type { Checked } from '#shared/ipc/stored';
import { ok, type Result } from '#shared/result';
import { desktop } from '../../bridge/desktop';
import { oneAtATime, useWork } from '../../keeping/work';
import { hashArchive, type Verified } from '../../store/queries/hashArchive';
import { missingFiles, nameFiles } from '../../store/queries/lostFiles';
import { useSession } from '../../store/session';
import { countText, listed, number } from '../../strings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { sayError } from '../../ui/sayError';
import { kindText } from './words';

interface Found {
  readonly stored: Checked;
  readonly archive: Verified;
  /** Attachments that are rotten, and those that are not there, by name. */
  readonly rotten: readonly string[];
  readonly missing: readonly string[];
}

/** More damaged files than this are counted, not named. */
const NAMED = 8;

export function Check({ onDamage }: { readonly onDamage: () => void }): ReactElement {
  const { archive } = useSession();
  const { busy } = useWork();
  const [found, setFound] = useState<Result<Found> | null>(null);

  const check = async (): Promise<void> => {
    setFound(null);
    const done = await oneAtATime<Found>('check', async () => {
      const stored = await desktop.checkStored();
      if (!stored.ok) return stored;
      const rotten = stored.value.damaged.filter(({ kind }) => kind === 'attachment').map(({ name }) => name);
      const missing = await missingFiles(archive, rotten, (sha256) => desktop.storedToken('attachment', sha256));
      return ok({
        stored: stored.value,
        archive: await hashArchive(archive),
        rotten: await nameFiles(archive, rotten),
        missing: await nameFiles(archive, missing),
      });
    });
    setFound(done);
    onDamage();
  };

  return (
    <>
      <Button icon="check" busy={busy === 'check'} onClick={() => void check()}>
        校验全部
      </Button>
      {found && (
        <div className="safety-result">{found.ok ? <Said found={found.value} /> : <Refused result={found} />}</div>
      )}
    </>
  );
}

function Refused({ result }: { readonly result: Extract<Result<Found>, { readonly ok: false }> }): ReactElement {
  return <Notice kind="error">没有核对完：{sayError(result.error)}</Notice>;
}

function Said({ found: { stored, archive, rotten, missing } }: { readonly found: Found }): ReactElement {
  const { journal } = stored;
  const damaged = stored.damaged.filter(({ kind }) => kind !== 'attachment');
  const read =
    `保存记录 ${number(journal.lines)} 条、副本 ${number(stored.copies)} 份、附件 ${number(stored.attachments)} 个；` +
    `逐户读了 ${countText(archive.households, archive.members)}，校验码 ${archive.hash.slice(0, 16)}`;
  const lost = rotten.length + missing.length > 0;
  if (!lost && damaged.length === 0 && journal.damaged.length === 0)
    return <Notice kind="good">全部完好：{read}。</Notice>;
  return (
    <Notice kind="error">
      {missing.length === 0 || rotten.length + damaged.length + journal.damaged.length > 0
        ? '有内容与校验不符，硬盘可能有故障。请马上“立即备份”到U盘或另一块硬盘。'
        : '有附件的文件不见了，可能被人删除。'}
      <ul className="safety-damage">
        {journal.damaged.length > 0 && <li>保存记录：{number(journal.damaged.length)} 条读不出来</li>}
        {damaged.slice(0, NAMED).map(({ kind, name }) => (
          <li key={`${kind} ${name}`}>
            {kindText[kind]}：{name}
          </li>
        ))}
        {rotten.length > 0 && <li>附件已损坏：{listed(rotten)}</li>}
        {missing.length > 0 && <li>附件不见了：{listed(missing)}</li>}
        {damaged.length > NAMED && <li>另有 {number(damaged.length - NAMED)} 个</li>}
      </ul>
      {lost && '附件可以用以前的备份找回：点“从备份文件恢复”，选有它的那一份；或移除后重新添加。'}
      已核对 {read}。
    </Notice>
  );
}
