/**
 * The whole household as sections generated from the catalogue. Nothing here knows a field by name: a field added to the
 * catalogue appears by itself. Each input keeps its own draft; leaving it saves it.
 */
import { useCallback, useMemo, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { Field } from '#shared/catalogue/index';
import type { HouseholdRecord } from '#shared/derive/record';
import { useTyping, type Typing } from '../../drafts/useTyping';
import { TypingContext } from '../../fields/drafting';
import type { Saved } from '../../fields/sending';
import { useSession } from '../../store/session';
import { isComposing } from '../../ui/ime';
import { trackSave } from '../../ui/leaving';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';
import type { FormContext } from '../../forms/context';
import type { FindingsByPath } from '../../forms/findings';
import { FormBlock } from '../../forms/FormBlock';
import { FORM_SECTIONS, type Block, type Section } from '../../forms/layout';
import { FormModel } from '../../forms/model';
import { PagesBlock } from '../../forms/PagesBlock';
import { saveText } from '../../forms/saveText';
import { forgetUnsaved, keepUnsaved, saveUnsaved, useUnsaved } from '../../forms/unsaved';
import type { Archive } from '../../store/db';
import { today } from '../../workers/today';
import type { Attachment } from '../../store/queries/attachments';
import { Attachments } from './Attachments';
import { ExtraBlock } from './ExtraBlock';
import { RemoveHousehold } from './RemoveHousehold';
import { SheetBlock } from './SheetBlock';

/** The section of the household's papers: their files stand under it. */
const PAPERS: Section['key'] = 'materials';

export function RecordForm({
  record,
  attachments,
  findings,
  yearIndex,
  onYear,
  onSource,
}: {
  readonly record: HouseholdRecord;
  /** undefined = still reading. */
  readonly attachments: readonly Attachment[] | undefined;
  readonly findings: FindingsByPath;
  readonly yearIndex: number;
  readonly onYear: (index: number) => void;
  /** 看原表 of what stands at the path. */
  readonly onSource: (path: string) => void;
}): ReactElement {
  const { archive, settings } = useSession();
  const box = useRef<HTMLDivElement>(null);
  const year = record.years[yearIndex]?.['year'];
  const unsaved = useUnsaved(record.id);
  const model = useMemo(
    () => new FormModel(record, { asOf: today(), year: typeof year === 'number' ? year : settings.year }, unsaved),
    [record, year, settings.year, unsaved],
  );
  const typing = useTyping(record, settings.year);
  const save = useCallback(
    (path: string, field: Field, text: string) => {
      const saving = saveOrKeep(archive, typing, { record, path, field, text, year: settings.year });
      trackSave(saving.then((how) => how !== 'failed'));
      return saving;
    },
    [archive, typing, record, settings.year],
  );
  const context: FormContext = { model, findings, yearIndex, onYear, save };

  return (
    <TypingContext value={typing}>
      <div ref={box} className="record" onKeyDown={(event) => onKey(event, box.current)}>
        {FORM_SECTIONS.map((section) => (
          <section
            key={section.key}
            id={`section-${section.key}`}
            className="section"
            aria-labelledby={`title-${section.key}`}
          >
            <div className="section-head">
              <h2 id={`title-${section.key}`}>{section.title}</h2>
            </div>
            {section.blocks.map((block) => (
              <SectionBlock
                key={block.entity.name}
                block={block}
                title={blockTitle(section, block)}
                context={context}
              />
            ))}
            {section.key === PAPERS && <Attachments household={record.id} attachments={attachments} />}
          </section>
        ))}
        <ExtraBlock record={record} onSource={onSource} />
        <RemoveHousehold record={record} />
      </div>
    </TypingContext>
  );
}

/** Failures after which there is no place left for a text. */
const GONE: ReadonlySet<string> = new Set(['row_missing', 'household_missing']);

interface Left {
  readonly record: HouseholdRecord;
  readonly path: string;
  readonly field: Field;
  readonly text: string;
  readonly year: number;
}

/** Saves a text, and with it the ones that could not be saved before; one that cannot be saved stays on screen. */
async function saveOrKeep(archive: Archive, typing: Typing, left: Left): Promise<Saved> {
  const { record, path, field, text, year } = left;
  const write = (): ReturnType<typeof saveText> => saveText(archive, record, path, field, text, year);
  typing.saving(path);
  const done = await write();
  if (done.ok) {
    forgetUnsaved(record.id, path);
    void saveUnsaved();
    await typing.saved(path, text);
    return done.value === null ? 'same' : 'changed';
  }
  // A crash must not take what only the screen holds; where its place is gone it can at least be copied after one.
  typing.failed(path, field, text);
  notify({ kind: 'error', text: sayError(done.error) });
  // Where the place itself is gone no retry can help.
  if (GONE.has(done.error.code)) return 'failed';
  const why = `${field.label}“${text}”还没有保存：${sayError(done.error)}`;
  const retry = async (): Promise<boolean> => {
    const again = await write();
    if (again.ok) await typing.saved(path, text);
    return again.ok || GONE.has(again.error.code);
  };
  keepUnsaved(record.id, path, { text, why, retry });
  return 'failed';
}

/** A block's own heading, where the section holds several kinds of rows. */
function blockTitle(section: Section, { entity, kind }: Block): string {
  const said = entity.label === section.title || kind === 'form';
  return section.blocks.length === 1 || said ? '' : entity.label;
}

interface BlockProps {
  readonly block: Block;
  /** '' where the section's heading says it all. */
  readonly title: string;
  readonly context: FormContext;
}

function SectionBlock({ block, title, context }: BlockProps): ReactElement {
  if (block.kind === 'sheet') return <SheetBlock block={block} title={title} context={context} />;
  if (block.kind === 'pages') return <PagesBlock block={block} title={title} context={context} />;
  return <FormBlock block={block} title={title} rowPath={block.entity.place} context={context} />;
}

/** Enter goes to the next field, Shift+Enter back; leaving is what saves. Sheets keep their own keys. */
function onKey(event: KeyboardEvent, box: HTMLElement | null): void {
  if (event.key !== 'Enter' || isComposing(event) || !box) return;
  const target = event.target as HTMLElement;
  if (!target.matches('.form .field-input')) return;
  if (target instanceof HTMLTextAreaElement && event.altKey) return;
  event.preventDefault();
  const inputs = [...box.querySelectorAll<HTMLInputElement>('.form input.field-input, .form textarea.field-input')];
  const next = inputs[inputs.indexOf(target as HTMLInputElement) + (event.shiftKey ? -1 : 1)];
  if (!next) {
    target.blur();
    return;
  }
  next.focus();
  next.select();
}
