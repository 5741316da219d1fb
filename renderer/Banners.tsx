/** The lines under the top bar that stand for as long as something is true: room, owner, journal, clock. */
import { useState, type ReactElement } from 'react';
import { EmergencyCopy } from './EmergencyCopy';
import { desktop } from './bridge/desktop';
import { useFollowed } from './keeping/follow';
import { MEDIUM, ownerSentence, useGuard } from './keeping/guard';
import { useClockBehind } from './keeping/kept';
import { bytesText, clock, dayAndMinute } from './strings';
import { Banner } from './ui/Banner';
import { Button } from './ui/Button';

export function Banners(): ReactElement {
  return (
    <>
      <AccessBanner />
      <ClockBanner />
    </>
  );
}

function AccessBanner(): ReactElement | null {
  const { access, level, free } = useGuard();
  const followed = useFollowed();
  if (access.mode === 'read' && access.why === 'owner') {
    return (
      <Banner kind="info" action={<Button onClick={() => void desktop.reload()}>重新读取</Button>}>
        {ownerSentence(access)}
        {followed.stuck
          ? '；那边有新的内容，请点“重新读取”'
          : followed.at && `；那边的保存会自动跟上，最近一次 ${clock(followed.at)}`}
      </Banner>
    );
  }
  if (access.mode === 'read' && access.why === 'medium') return <Banner kind="info">{MEDIUM}</Banner>;
  if (access.mode === 'read' && access.why === 'journal') {
    return (
      <Banner kind="error">
        档案所在的磁盘写不进去，暂停保存；正在填写的内容还在屏幕上。请检查硬盘是否连接正常，然后重新打开程序
      </Banner>
    );
  }
  if (access.mode === 'read') {
    return (
      <Banner kind="error" action={<EmergencyCopy />}>
        磁盘只剩 {bytesText(free)}，为保护档案暂停写入；正在填写的内容还在屏幕上，腾出空间后自动保存
      </Banner>
    );
  }
  return level === 'warn' ? <LowBanner free={free} /> : null;
}

/** Put away, it comes back when the disk had room in between, or became fuller still. */
function LowBanner({ free }: { readonly free: number }): ReactElement | null {
  const [closed, setClosed] = useState(false);
  if (closed) return null;
  return (
    <Banner kind="warn" onClose={() => setClosed(true)}>
      磁盘只剩 {bytesText(free)}，请清理不用的文件；太满时会暂停写入，以保护档案
    </Banner>
  );
}

function ClockBanner(): ReactElement | null {
  const ahead = useClockBehind();
  const [closed, setClosed] = useState('');
  if (ahead === null || ahead === closed) return null;
  return (
    <Banner kind="warn" icon="clock" onClose={() => setClosed(ahead)}>
      电脑的时间不对：现在显示 {dayAndMinute(new Date().toISOString())}，而档案在 {dayAndMinute(ahead)}{' '}
      已经保存过。请校准电脑时间；记录的先后不受影响
    </Banner>
  );
}
