/** Where everything lies and how much room it takes. */
import type { ReactElement } from 'react';
import type { Usage } from '#shared/ipc/stored';
import { desktop } from '../../bridge/desktop';
import { useGuard } from '../../keeping/guard';
import { useKept } from '../../keeping/kept';
import { useSession } from '../../store/session';
import { bytesText, number } from '../../strings';
import { useAsync } from '../../ui/useAsync';

export function Facts(): ReactElement {
  const { version } = useSession();
  const kept = useKept();
  const { free } = useGuard();
  const info = useAsync(() => desktop.info(), 'info');
  const usage = useAsync(() => desktop.usage(), `${version} ${kept?.copies.length ?? 0}`);
  const used = (part: keyof Usage, unit: string): string =>
    usage?.ok ? `${number(usage.value[part].files)} ${unit}，${bytesText(usage.value[part].bytes)}` : '';
  const facts: readonly (readonly [string, string])[] = [
    ['附件', used('attachments', '个')],
    ['副本', used('copies', '份')],
    ['保存记录', used('journal', '个文件')],
    ['磁盘剩余', Number.isFinite(free) ? bytesText(free) : ''],
    ['档案文件夹', info?.ok ? info.value.dataDir : ''],
    ['这台电脑', info?.ok ? info.value.computer : ''],
  ];
  return (
    <section className="safety-block">
      <h2>占用空间</h2>
      <dl className="safety-facts">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="selectable">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
