/** The header line: who this is, how complete, and the way to the neighbours. */
import type { ReactElement } from 'react';
import type { HouseholdRecord } from '#shared/derive/record';
import { words } from '../../strings';
import { Button } from '../../ui/Button';
import { go } from '../../ui/route';
import type { Neighbours } from './useNeighbours';

/** 5203…0017: enough to recognise, not enough to misuse over a shoulder. */
function masked(id: string): string {
  return id.length > 8 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id;
}

/** 3 and 第3组 both read as a group. */
function groupText(group: string): string {
  return group === '' || group.endsWith('组') ? group : `${group}组`;
}

export function HouseholdHead({
  record,
  share,
  attachments,
  onAttachments,
  neighbours,
  panel,
  onPanel,
}: {
  readonly record: HouseholdRecord;
  /** Percent of the asked fields that are filled. */
  readonly share: number;
  /** Files that belong to the household. */
  readonly attachments: number;
  readonly onAttachments: () => void;
  readonly neighbours: Neighbours;
  readonly panel: boolean;
  readonly onPanel: () => void;
}): ReactElement {
  const text = (key: string): string => String(record.fields[key] ?? '');
  const monitor =
    record.monitoring
      .map((row) => String(row['monitor_type'] ?? ''))
      .filter(Boolean)
      .at(-1) ?? '';
  const kinds = [text('household_type'), monitor].filter(Boolean).join(' · ');
  return (
    <header className="household-head">
      <Button look="quiet" icon="left" onClick={() => go({ page: 'archive' })}>
        {words.back}
      </Button>
      <h1 className="household-name">{text('head_name') || '未填写户主姓名'}</h1>
      <span className="household-fact">{masked(text('head_id_no'))}</span>
      <span className="household-fact">{groupText(text('group'))}</span>
      <span className="household-fact">{kinds}</span>
      <span className="household-share" title="应填项目中已填的比例">
        完整 {share}%
        <span className="household-line" aria-hidden="true">
          <span style={{ width: `${share}%` }} />
        </span>
      </span>
      {attachments > 0 && (
        <button type="button" className="household-share household-link" onClick={onAttachments}>
          附件 {attachments}
        </button>
      )}
      <span className="household-moves">
        <Button
          look="quiet"
          icon="left"
          title="上一户(PageUp)"
          disabled={neighbours.previous === null}
          onClick={() => neighbours.go(-1)}
        >
          上一户
        </Button>
        <Button
          look="quiet"
          title="下一户(PageDown)"
          disabled={neighbours.next === null}
          onClick={() => neighbours.go(1)}
        >
          下一户
        </Button>
        <Button look="quiet" icon="panel" aria-pressed={panel} onClick={onPanel}>
          {panel ? '收起右栏' : '展开右栏'}
        </Button>
      </span>
    </header>
  );
}
