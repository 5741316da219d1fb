/** 未保存的文字: what was declined after a crash, for 30 days. Draws nothing where there is nothing. */
import { useState, type ReactElement } from 'react';
import { useSession } from '../store/session';
import { Button } from '../ui/Button';
import { useAsync } from '../ui/useAsync';
import { titleOf } from './about';
import { DraftHead, HomelessText, OfferTexts } from './DraftTexts';
import type { Homeless, Offer } from './plan';
import { forget, keptDrafts, readPlan, recover } from './recover';
import { tellRecovery } from './tellRecovery';
import './drafts.css';

export function KeptDrafts(): ReactElement | null {
  const { archive, settings, version } = useSession();
  const [changes, setChanges] = useState(0);
  const entries = useAsync(async () => {
    const kept = await keptDrafts(true);
    return kept.ok ? readPlan(archive, kept.value) : [];
  }, `${version} ${changes}`);
  if (!entries || entries.length === 0) return null;
  const take = async (offer: Offer): Promise<void> => {
    tellRecovery(archive, await recover(archive, [offer], settings.year));
    setChanges(changes + 1);
  };
  const drop = async (entry: Offer | Homeless): Promise<void> => {
    await forget([entry.draft]);
    setChanges(changes + 1);
  };
  return (
    <section className="drafts-kept" aria-labelledby="title-drafts">
      <h2 id="title-drafts">
        未保存的文字 <span className="count">{entries.length}</span>
      </h2>
      <p className="note">程序上次没有正常关闭时正在填写、当时没有恢复的内容，保留 30 天。</p>
      <ul className="drafts">
        {entries.map((entry) => (
          <li key={entry.draft.id} className="draft">
            <div className="draft-line">
              {entry.kind === 'offer' ? (
                <DraftHead draft={entry.draft} title={titleOf(entry.record)} />
              ) : (
                <DraftHead draft={entry.draft} />
              )}
              {entry.kind === 'offer' && (
                <Button look="quiet" icon="undo" writes onClick={() => void take(entry)}>
                  恢复
                </Button>
              )}
              <Button look="quiet" writes onClick={() => void drop(entry)}>
                不再保留
              </Button>
            </div>
            {entry.kind === 'offer' ? <OfferTexts offer={entry} /> : <HomelessText entry={entry} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
