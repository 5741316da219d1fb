/** 上次没有正常关闭: the texts that were being typed, each with what the archive holds instead. It must be answered. */
import { useState, type ReactElement } from 'react';
import { useSession } from '../store/session';
import { desktop } from '../bridge/desktop';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { titleOf } from './about';
import { DraftHead, HomelessText, OfferTexts } from './DraftTexts';
import type { Homeless, Offer } from './plan';
import { recover } from './recover';
import { tellRecovery } from './tellRecovery';
import './drafts.css';

interface DraftDialogProps {
  readonly entries: readonly (Offer | Homeless)[];
  readonly onDone: () => void;
}

export function DraftDialog({ entries, onDone }: DraftDialogProps): ReactElement {
  const { archive, settings } = useSession();
  const offers = entries.filter((entry): entry is Offer => entry.kind === 'offer');
  const homeless = entries.filter((entry): entry is Homeless => entry.kind === 'homeless');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(offers.filter(({ chosen }) => chosen).map(({ draft }) => draft.id)),
  );
  const [busy, setBusy] = useState(false);

  const tick = (id: string, on: boolean): void => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const answer = async (chosen: readonly Offer[]): Promise<void> => {
    setBusy(true);
    const done = await recover(archive, chosen, settings.year);
    const taken = new Set(done.saved.map(({ draft }) => draft.id));
    // What was not taken over, for whatever reason, stays where it can be found.
    await desktop.declineDrafts(entries.map(({ draft }) => draft.id).filter((id) => !taken.has(id)));
    onDone();
    if (chosen.length > 0) tellRecovery(archive, done);
  };
  const chosen = offers.filter(({ draft }) => ticked.has(draft.id));

  return (
    <Dialog
      wide
      kind="warn"
      title={`上次没有正常关闭，有 ${entries.length} 处正在填写的内容没有保存`}
      // Leaving it unanswered would let the next keystroke in one of these fields decide.
      onClose={() => undefined}
      actions={
        <>
          <span className="draft-hint note">没有恢复的，在“数据安全”里保留 30 天</span>
          <Button disabled={busy} onClick={() => void answer([])}>
            {offers.length > 0 ? '都不要' : '知道了'}
          </Button>
          {offers.length > 0 && (
            <Button look="primary" disabled={busy || chosen.length === 0} onClick={() => void answer(chosen)}>
              恢复所选 {chosen.length} 处
            </Button>
          )}
        </>
      }
    >
      <Entries offers={offers} homeless={homeless} ticked={ticked} onTick={tick} />
    </Dialog>
  );
}

interface EntriesProps {
  readonly offers: readonly Offer[];
  readonly homeless: readonly Homeless[];
  /** Ids of drafts. */
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (id: string, on: boolean) => void;
}

/** Those that can be taken over, each to be ticked; then those whose place is gone. */
function Entries({ offers, homeless, ticked, onTick }: EntriesProps): ReactElement {
  return (
    <ul className="drafts">
      {offers.map((offer) => (
        <li key={offer.draft.id} className="draft">
          <label className="draft-pick">
            <input
              type="checkbox"
              checked={ticked.has(offer.draft.id)}
              onChange={(event) => onTick(offer.draft.id, event.target.checked)}
            />
            <DraftHead draft={offer.draft} title={titleOf(offer.record)} />
          </label>
          <OfferTexts offer={offer} />
        </li>
      ))}
      {homeless.map((entry) => (
        <li key={entry.draft.id} className="draft">
          <DraftHead draft={entry.draft} />
          <HomelessText entry={entry} />
        </li>
      ))}
    </ul>
  );
}
