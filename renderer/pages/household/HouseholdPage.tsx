/** One household: header line, sections, the form, and what is wrong with it. Everything typed is saved on leaving. */
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { completeness } from '../../workers/search/completeness';
import { auditApi } from '../../workers/client';
import { today } from '../../workers/today';
import type { HouseholdRecord } from '#shared/derive/record';
import { byPath, findingPath, type SaidFinding } from '../../forms/findings';
import { redoLastEntry, undoLastEntry } from '../../forms/undo';
import { useSession } from '../../store/session';
import { useAttachments } from '../../store/useAttachments';
import { useHousehold } from '../../store/useHousehold';
import { SourceLine } from '../../source/SourceLine';
import { useLookedAt } from '../../source/useLookedAt';
import { useSource } from '../../source/useSource';
import { words } from '../../strings';
import { Button } from '../../ui/Button';
import { isComposing } from '../../ui/ime';
import { isTyping } from '../../ui/leaving';
import { go } from '../../ui/route';
import { HouseholdHead } from './HouseholdHead';
import { RecordForm } from './RecordForm';
import { SectionNav } from './SectionNav';
import { SidePanel } from './SidePanel';
import { useNeighbours } from './useNeighbours';
import { focusPath } from './focusPath';
import '../../forms/form.css';
import '../../grid/sheet.css';
import './household.css';

export function HouseholdPage({ id, path }: { readonly id: string; readonly path: string | undefined }): ReactElement {
  const { archive } = useSession();
  const record = useHousehold(archive, id);
  if (record === undefined) return <p className="page-wait note">{words.loading}</p>;
  if (record === null) {
    return (
      <div className="page-scroll">
        <p>这一户已经不在档案里(可能已被删除或撤销)。</p>
        <Button onClick={() => go({ page: 'archive' })}>{words.back}</Button>
      </div>
    );
  }
  return <Household key={id} record={record} path={path} />;
}

function Household({
  record,
  path,
}: {
  readonly record: HouseholdRecord;
  readonly path: string | undefined;
}): ReactElement {
  const { archive, settings } = useSession();
  const findings = useFindings(record);
  const marks = useMemo(() => byPath(findings), [findings]);
  const share = useMemo(() => completeness(record, today()), [record]);
  const [yearIndex, setYearIndex] = useState(() => startYear(record, settings.year, path));
  const [panel, setPanel] = useState(true);
  const scroller = useRef<HTMLDivElement>(null);
  const neighbours = useNeighbours(record.id);
  const attachments = useAttachments(archive, record.id);
  const lookedAt = useLookedAt(scroller);
  const source = useSource(record.id);

  const show = useCallback((target: string) => {
    const year = /^years\[(\d+)\]/.exec(target)?.[1];
    if (year !== undefined) setYearIndex(Number(year));
    // After the tab has changed, so that the field is there.
    requestAnimationFrame(() => focusPath(scroller.current, target));
  }, []);
  useEffect(() => {
    if (path === undefined) return;
    const frame = requestAnimationFrame(() => show(path));
    return () => cancelAnimationFrame(frame);
  }, [path, show]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isComposing(event) || event.defaultPrevented) return;
      const step = stepOf(event);
      if (step !== 0) {
        event.preventDefault();
        neighbours.go(step);
      } else if (event.ctrlKey && !event.shiftKey && !isTyping()) {
        // In a field that is being typed, Ctrl+Z belongs to its text.
        if (event.key === 'z') void undoLastEntry(archive);
        else if (event.key === 'y') void redoLastEntry(archive);
        else return;
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [archive, neighbours]);

  return (
    <div className="household">
      <HouseholdHead
        record={record}
        share={share}
        attachments={attachments?.length ?? 0}
        onAttachments={() => scroller.current?.querySelector('#attachments')?.scrollIntoView({ block: 'center' })}
        neighbours={neighbours}
        panel={panel}
        onPanel={() => setPanel(!panel)}
      />
      <div className="household-body">
        <SectionNav scroller={scroller} findings={findings} />
        <div className="household-main">
          <div ref={scroller} className="household-form">
            <RecordForm
              record={record}
              attachments={attachments}
              findings={marks}
              yearIndex={yearIndex}
              onYear={setYearIndex}
              onSource={source.look}
            />
          </div>
          <SourceLine household={record.id} path={lookedAt} source={source} onClosed={show} />
        </div>
        {panel && (
          <SidePanel
            record={record}
            findings={findings}
            share={share}
            onShow={(finding) => {
              const target = findingPath(finding);
              if (target !== null) show(target);
            }}
          />
        )}
      </div>
    </div>
  );
}

/** Findings of the household as it stands now; judged again whenever the record changes. */
function useFindings(record: HouseholdRecord): readonly SaidFinding[] {
  const [findings, setFindings] = useState<readonly SaidFinding[]>([]);
  useEffect(() => {
    let current = true;
    auditApi()
      .rejudge(record.id)
      .then((found) => {
        if (current) setFindings(found);
      })
      // Without a judgement the page still works; the audit page says what is wrong with the worker.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [record]);
  return findings;
}

/** The year that a path names, else the year being worked on, else the newest; its own place when there is none. */
function startYear(record: HouseholdRecord, working: number, path: string | undefined): number {
  const named = /^years\[(\d+)\]/.exec(path ?? '')?.[1];
  if (named !== undefined) return Number(named);
  const years = record.years.map((row) => Number(row['year'] ?? 0));
  const at = years.indexOf(working);
  return at >= 0 ? at : Math.max(0, years.indexOf(Math.max(...years, 0)));
}

/** −1 = 上一户, 1 = 下一户: PageUp and PageDown, or Alt with the arrows. */
function stepOf(event: KeyboardEvent): -1 | 0 | 1 {
  if (event.ctrlKey || event.shiftKey) return 0;
  if (event.key === 'PageUp' || (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowLeft'))) return -1;
  if (event.key === 'PageDown' || (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowRight'))) return 1;
  return 0;
}
