/** Step 1: files are dropped or chosen. */
import { useRef, useState, type DragEvent, type ReactElement } from 'react';
import type { ProblemText } from '../../workers/api';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { ProblemList } from './ProblemList';
import { SampleWarning } from './SampleWarning';

const ACCEPT = '.xlsx,.xls,.et,.csv,.xlsm,.xlsb,.ods,.xml,.html,.htm';

export function FilesStep({
  refused,
  onFiles,
}: {
  readonly refused: readonly ProblemText[];
  readonly onFiles: (files: readonly File[]) => void;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files);
  };
  return (
    <div className="page-scroll import-files">
      <SampleWarning />
      {refused.length > 0 && (
        <div role="alert" className="import-refused">
          <ProblemList problems={refused} />
        </div>
      )}
      <div
        className={`drop${over ? ' drop-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="file" size={2} />
        <p className="drop-title">把表格拖到这里</p>
        <p className="note">系统导出表、花名册、采集表、收入表都可以；.xlsx .xls .et .csv，一次可以放多个文件</p>
        <Button look="primary" icon="folder" writes onClick={() => input.current?.click()}>
          选择文件
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPT}
          hidden
          aria-label="选择要导入的表格"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) onFiles(files);
          }}
        />
      </div>
      <ul className="drop-notes">
        <li>表头不必照着模板改，前面有标题行、合并单元格也能认。</li>
        <li>写入之前会先让您看对应的栏目和每一处变化，确认后才写。</li>
        <li>认不出的内容原样保留，不会丢；整次导入可以一步撤销。</li>
      </ul>
    </div>
  );
}
