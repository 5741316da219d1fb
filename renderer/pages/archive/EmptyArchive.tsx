/** An archive without households: three plain ways to begin. */
import { useState, type ReactElement } from 'react';
import { useSession } from '../../store/session';
import { words } from '../../strings';
import { Icon, type IconName } from '../../ui/Icon';
import { notify } from '../../ui/notify';
import { Progress } from '../../ui/Progress';
import { go } from '../../ui/route';
import { sayError } from '../../ui/sayError';
import { useLocked } from '../../ui/writing';
import { createHousehold } from './create';
import { openSample } from './sample';

export function EmptyArchive(): ReactElement {
  const { archive } = useSession();
  const [working, setWorking] = useState(false);
  const sample = async (): Promise<void> => {
    setWorking(true);
    const done = await openSample(archive);
    setWorking(false);
    if (!done.ok) notify({ kind: 'error', text: sayError(done.error) });
  };
  return (
    <div className="page-scroll empty">
      <h1>档案里还没有住户</h1>
      <p className="empty-lead">从手头的表开始最快；也可以先用示例村熟悉一遍。</p>
      <div className="empty-choices">
        <Choice
          icon="import"
          title="导入表格"
          text="系统导出表、花名册、采集表都可以，先看变化再写入。"
          onClick={() => go({ page: 'import' })}
        />
        <Choice
          icon="plus"
          title="新建一户"
          text="一户一户录入，填一格存一格，不用点保存。"
          onClick={() => void createHousehold(archive)}
        />
        <Choice
          icon="house"
          title="打开示例村"
          tag={words.sample}
          text="虚构的一个村，用来练习；随时可以撤销清空。"
          disabled={working}
          onClick={() => void sample()}
        />
      </div>
      {working && <Progress text="正在放入示例村…" />}
    </div>
  );
}

function Choice({
  icon,
  title,
  text,
  tag,
  disabled,
  onClick,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly tag?: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}): ReactElement {
  const locked = useLocked();
  return (
    <button
      type="button"
      className="empty-choice"
      disabled={disabled === true || locked !== null}
      title={locked ?? undefined}
      onClick={onClick}
    >
      <Icon name={icon} size={1.75} />
      <span className="empty-title">
        {title}
        {tag !== undefined && <span className="topbar-sample">{tag}</span>}
      </span>
      <span className="empty-text">{text}</span>
    </button>
  );
}
