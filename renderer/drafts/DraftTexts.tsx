/** One kept text: whose it is, which field, when it was typed, and what it would change. */
import { useRef, type ReactElement, type ReactNode } from 'react';
import type { KeptDraft } from '#shared/ipc/desktop';
import { dayAndMinute, words } from '../strings';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { notify } from '../ui/notify';
import { difference } from './difference';
import { NUMBER } from './about';
import type { Homeless, Offer } from './plan';

/** Household, field and time. */
export function DraftHead({ draft, title }: { readonly draft: KeptDraft; readonly title?: string }): ReactElement {
  const [name = '', no] = (title ?? draft.title).split(NUMBER);
  return (
    <span className="draft-head">
      <span>
        <b>{name}</b>
        {no !== undefined && <span className="draft-no"> 户编号 {no}</span>}
      </span>
      <span>{draft.label}</span>
      <span className="draft-when note">{dayAndMinute(draft.at)}</span>
    </span>
  );
}

/** What the archive holds and what was being typed, the difference marked. */
export function OfferTexts({ offer }: { readonly offer: Offer }): ReactElement {
  const { draft, now, changed, unread } = offer;
  const { head, from, to, tail } = difference(now, draft.text);
  return (
    <>
      <dl className="draft-texts">
        <dt>档案里现在</dt>
        <dd>
          {now === '' ? (
            <span className="note">{words.blank}</span>
          ) : (
            <>
              {head}
              {from !== '' && <del>{from}</del>}
              {tail}
            </>
          )}
        </dd>
        <dt>当时正在填</dt>
        <dd>
          {draft.text === '' ? (
            <span className="note">清空了</span>
          ) : (
            <>
              {head}
              {to !== '' && <ins>{to}</ins>}
              {tail}
            </>
          )}
        </dd>
      </dl>
      {changed && (
        <DraftNote kind="warn">
          填写时这一项是{draft.before === '' ? words.blank : `“${draft.before}”`}，后来改过了。要换成当时填的，请先核对
        </DraftNote>
      )}
      {unread !== null && <DraftNote kind="info">{unread}；恢复后按原样保留，可以接着改</DraftNote>}
    </>
  );
}

const GONE: Readonly<Record<Homeless['gone'], string>> = {
  household: '这一户已经不在档案里',
  row: '填写的那一行已经删除，或分不清是哪一行',
  field: '现在的版本没有这一项',
};

/** A text without a place: it can be taken along by hand. */
export function HomelessText({ entry }: { readonly entry: Homeless }): ReactElement {
  const box = useRef<HTMLSpanElement>(null);
  const copy = (): void => {
    // Pages are not allowed to use the clipboard by themselves; copying what is selected is the clerk's own doing.
    if (box.current) getSelection()?.selectAllChildren(box.current);
    const done = document.execCommand('copy');
    notify(done ? { kind: 'good', text: '已复制' } : { kind: 'info', text: '文字已选中，请按 Ctrl+C 复制' });
  };
  return (
    <>
      <dl className="draft-texts">
        <dt>当时正在填</dt>
        <dd className="draft-lone">
          <span ref={box} className="selectable">
            {entry.draft.text}
          </span>
          <Button look="quiet" onClick={copy}>
            复制
          </Button>
        </dd>
      </dl>
      <DraftNote kind="warn">{GONE[entry.gone]}，不能直接恢复，可以复制后填到该填的地方</DraftNote>
    </>
  );
}

function DraftNote({ kind, children }: { readonly kind: 'warn' | 'info'; readonly children: ReactNode }): ReactElement {
  return (
    <p className={`draft-note draft-${kind}`}>
      <Icon name={kind} size={0.875} />
      <span>{children}</span>
    </p>
  );
}
