/** Step 1: files, folders and archives are dropped or chosen; what became of each is listed. */
import { useRef, type ReactElement } from 'react';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { chosenFiles } from './dropped';
import { FileList } from './FileList';
import { FIRST } from './focus';
import { ImportHistory } from './ImportHistory';
import { STEP, type ImportState } from './importState';
import { addFiles, readAgain } from './importSteps';
import { goTo } from './planSteps';
import { SampleWarning } from './SampleWarning';

const ACCEPT = '.xlsx,.xls,.et,.csv,.txt,.xlsm,.xlsb,.ods,.xml,.html,.htm,.zip';

export function FilesStep({
  state,
  over,
}: {
  readonly state: ImportState;
  /** Files are being dragged over the page. */
  readonly over: boolean;
}): ReactElement {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const { dropped, reading } = state;
  const some = dropped.length > 0;
  return (
    <div className="import-step">
      <div className="page-scroll import-files">
        <SampleWarning />
        <div className={`drop${over ? ' drop-over' : ''}${some ? ' drop-small' : ''}`}>
          {!some && <Icon name="file" size={2} />}
          <div className="drop-words">
            <p className="drop-title">{some ? '还可以把别的表拖进来' : '把表格、文件夹或压缩包拖到这里'}</p>
            {!some && (
              <p className="note">
                系统导出表、花名册、采集表、一户一表、收入表都可以；.xlsx .xls .et .csv .zip，一次可以放几百个
              </p>
            )}
          </div>
          <div className="drop-buttons">
            <Button
              look={some ? 'plain' : 'primary'}
              icon="file"
              writes
              {...(some ? {} : FIRST)}
              onClick={() => files.current?.click()}
            >
              选择文件
            </Button>
            <Button icon="folder" writes onClick={() => folder.current?.click()}>
              选择文件夹
            </Button>
          </div>
          <input
            ref={files}
            type="file"
            multiple
            accept={ACCEPT}
            hidden
            aria-label="选择要导入的表格"
            onChange={(event) => {
              const chosen = chosenFiles(event.target.files);
              event.target.value = '';
              void addFiles(chosen);
            }}
          />
          <input
            ref={(element) => {
              folder.current = element;
              // React knows no such attribute.
              element?.setAttribute('webkitdirectory', '');
            }}
            type="file"
            hidden
            aria-label="选择要导入的文件夹"
            onChange={(event) => {
              const chosen = chosenFiles(event.target.files);
              event.target.value = '';
              void addFiles(chosen);
            }}
          />
        </div>
        {some ? (
          <FileList state={state} />
        ) : (
          <>
            <ul className="drop-notes">
              <li>表头不必照着模板改，前面有标题行、合并单元格也能认。</li>
              <li>写入之前会先让您看对应的栏目和每一处变化，确认后才写。</li>
              <li>认不出的内容原样保留，不会丢；整次导入可以一步撤销。</li>
            </ul>
            <ImportHistory />
          </>
        )}
      </div>
      {some && (
        <footer className="import-foot">
          <span className="note">{footText(state)}</span>
          {state.files === null ? (
            <Button look="primary" {...FIRST} onClick={() => void readAgain()}>
              接着读这些文件
            </Button>
          ) : (
            <Button look="primary" {...FIRST} disabled={reading === null} onClick={() => void goTo(STEP.tables)}>
              {nextText(state)}
            </Button>
          )}
        </footer>
      )}
    </div>
  );
}

function footText({ files, dropped }: ImportState): string {
  if (files === null) return `${number(dropped.length)} 个文件还没有读`;
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  return `共 ${number(files.length)} 个文件，认出 ${number(rows)} 行数据`;
}

function nextText({ files }: ImportState): string {
  const usable = (files ?? []).filter(({ state }) => state === 'read').length;
  const all = (files ?? []).length === usable;
  if (usable === 0) return (files ?? []).some(({ state }) => state === 'empty') ? '去指给软件看' : '下一步，认表';
  return all ? '下一步，认表' : `先用读好的 ${number(usable)} 个，去认表`;
}
