/** 多出的记录: what somebody did in the second place, or what was lost here, with the way to bring it in. */
import { useState, type ReactElement } from 'react';
import { undoOperation } from '../../forms/undo';
import { refreshKept } from '../../keeping/kept';
import { oneAtATime, useWork } from '../../keeping/work';
import { operationById } from '../../store/queries/operations';
import { useSession } from '../../store/session';
import { dayAndMinute, number, words } from '../../strings';
import type { AsideCourse } from '../../workers/api';
import { copyApi } from '../../workers/client';
import { Button } from '../../ui/Button';
import { saveEverything } from '../../ui/leaving';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';
import { useAsync } from '../../ui/useAsync';
import { BringDialog } from './BringDialog';

type Preferred = 'ours' | 'theirs';

/** `names`: SecondPlace.aside. */
export function Aside({ names }: { readonly names: readonly string[] }): ReactElement {
  const { archive, version } = useSession();
  const { busy } = useWork();
  const [askedFor, setAskedFor] = useState('');
  const [bringing, setBringing] = useState(false);
  const looked = useAsync(() => copyApi().asides(names), `${names.join(' ')} ${version}`);
  // Looked at anew after each save: what the dialog shows is what would be done.
  const asked = looked?.ok ? looked.value.find(({ name, broken }) => name === askedFor && broken === null) : undefined;

  const bring = async (course: AsideCourse, preferred: Preferred): Promise<void> => {
    setBringing(true);
    await saveEverything();
    const done = await oneAtATime('bring', () => copyApi().bringIn(names, course.name, preferred));
    setBringing(false);
    setAskedFor('');
    if (!done.ok) {
      notify({ kind: 'error', text: sayError(done.error) });
      return;
    }
    await refreshKept(archive);
    const { operation, missing } = done.value;
    const written = operation === null ? null : await operationById(archive, operation);
    const left = missing > 0 ? `；有 ${number(missing)} 个附件的文件读不出来，没有带入` : '';
    notify({
      kind: missing > 0 ? 'warn' : 'good',
      text: written ? `已带入 ${number(course.operations)} 步多出的记录${left}` : `没有可带入的内容${left}`,
      ...(written ? { action: { label: words.undo, run: () => void undoOperation(archive, written) } } : {}),
    });
  };

  return (
    <section className="safety-block">
      <h2>多出的记录</h2>
      <p className="note">
        第二份里有一些这里没有的保存记录：有人直接打开过第二份，在那里改过；或者这台电脑丢过一段记录。带入之前先看清楚，带入后可以撤销。
      </p>
      {looked && !looked.ok && <p className="severity-W">{sayError(looked.error)}。</p>}
      {looked?.ok && looked.value.length === 0 && (
        <p className="safety-none note">这些记录里的内容，这里都已经有了。</p>
      )}
      {looked?.ok &&
        looked.value.map((course) => (
          <Row key={course.name} course={course} busy={busy !== null} onAsk={() => setAskedFor(course.name)} />
        ))}
      {asked && (
        <BringDialog
          course={asked}
          bringing={bringing}
          onBring={(preferred) => void bring(asked, preferred)}
          onClose={() => setAskedFor('')}
        />
      )}
    </section>
  );
}

function Row({
  course,
  busy,
  onAsk,
}: {
  readonly course: AsideCourse;
  readonly busy: boolean;
  readonly onAsk: () => void;
}): ReactElement {
  if (course.broken !== null) return <p className="severity-W">{sayError({ code: course.broken, params: {} })}。</p>;
  const { from, to, who, devices, operations, counts } = course;
  const parts = [
    who.join('、') || words.notFilled,
    devices.length > 0 ? `电脑 ${devices.join('、')}` : '',
    `${number(operations)} 步`,
    counts.clashes > 0 ? `${number(counts.clashes)} 处两边都改过` : '',
  ];
  return (
    <div className="place">
      <p className="place-text">
        <b>
          {dayAndMinute(from)}
          {dayAndMinute(to) !== dayAndMinute(from) && ` 至 ${dayAndMinute(to)}`}
        </b>{' '}
        · {parts.filter(Boolean).join(' · ')}
      </p>
      <Button writes busy={busy} onClick={onAsk}>
        查看并带入…
      </Button>
    </div>
  );
}
