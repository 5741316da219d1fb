/** The files of an import: which were read, which wait for a password, which cannot be used and why. */
import { useState, type ReactElement } from 'react';
import type { FileSummary } from '../../workers/api';
import { bytesText, number } from '../../strings';
import { Button } from '../../ui/Button';
import { VirtualList } from '../../grid/VirtualList';
import { Icon, type IconName } from '../../ui/Icon';
import { PasswordForm } from '../../ui/PasswordForm';
import type { ImportState } from './importState';
import { removeFile, restart, unlock } from './importSteps';

interface Line {
  readonly path: string;
  readonly bytes: number;
  readonly file: FileSummary | null;
}

const RANK: Readonly<Record<FileSummary['state'], number>> = { password: 0, refused: 1, empty: 2, read: 3 };
const STATES: Readonly<Record<FileSummary['state'], { readonly icon: IconName; readonly look: string }>> = {
  read: { icon: 'good', look: 'good' },
  empty: { icon: 'info', look: 'info' },
  password: { icon: 'warn', look: 'warn' },
  refused: { icon: 'error', look: 'error' },
};
const LINE = 40;
const TALL = 72;

export function FileList({ state: { files, dropped } }: { readonly state: ImportState }): ReactElement {
  const lines: readonly Line[] =
    files === null
      ? dropped.map(({ path, file }) => ({ path, bytes: file.size, file: null }))
      : files
          .map((file) => ({ path: file.path, bytes: file.bytes, file }))
          .toSorted((a, b) => RANK[a.file.state] - RANK[b.file.state]);
  const waiting = lines.filter(({ file }) => file !== null && file.state !== 'read').length;
  return (
    <section className="file-list" aria-label="要导入的文件">
      <header className="file-list-head">
        <h2>
          文件 <span className="count">{number(lines.length)}</span>
        </h2>
        {waiting > 0 && <span className="note">{number(waiting)} 个还不能用，不影响其他文件</span>}
        <Button look="quiet" onClick={restart}>
          全部清掉，重新选
        </Button>
      </header>
      <VirtualList
        className="file-lines"
        tabIndex={0}
        role="list"
        count={lines.length}
        heightOf={(at) => (needsRoom(lines[at]) ? TALL : LINE)}
        keyOf={(at) => lines[at]?.path ?? at}
        stamp={files}
      >
        {(at, style) => {
          const line = lines[at];
          return line ? (
            <div role="listitem" className="file-line" style={style}>
              <FileLine line={line} removable={dropped.some(({ path }) => path === line.path)} />
            </div>
          ) : null;
        }}
      </VirtualList>
    </section>
  );
}

function needsRoom(line: Line | undefined): boolean {
  return (line?.file?.text ?? '') !== '';
}

function FileLine({
  line: { path, bytes, file },
  removable,
}: {
  readonly line: Line;
  readonly removable: boolean;
}): ReactElement {
  const look = file ? STATES[file.state] : { icon: 'clock' as const, look: 'none' };
  const cut = path.lastIndexOf('/') + 1;
  return (
    <>
      <span className={`file-icon file-${look.look}`}>
        <Icon name={look.icon} />
      </span>
      <div className="file-words">
        <p className="file-name" title={path}>
          {cut > 0 && <span className="note">{path.slice(0, cut)}</span>}
          {path.slice(cut)}
        </p>
        {file && file.text !== '' && <p className={`note file-text file-${look.look}`}>{file.text}</p>}
      </div>
      {file?.state === 'password' && <Password path={path} />}
      <span className="note file-facts">{factsOf(file, bytes)}</span>
      {removable ? (
        <Button look="quiet" aria-label={`不要 ${path}`} title="不要这个文件" onClick={() => void removeFile(path)}>
          不要
        </Button>
      ) : (
        <span className="file-fixed" />
      )}
    </>
  );
}

function factsOf(file: FileSummary | null, bytes: number): string {
  if (file?.state === 'read') return `${number(file.rows)} 行${file.tables > 1 ? `，${number(file.tables)} 张表` : ''}`;
  return bytes > 0 ? bytesText(bytes) : '';
}

function Password({ path }: { readonly path: string }): ReactElement {
  const [wrong, setWrong] = useState(false);
  const [working, setWorking] = useState(false);
  const open = async (password: string): Promise<void> => {
    setWorking(true);
    const refused = await unlock(path, password);
    setWorking(false);
    setWrong(refused !== null);
  };
  return <PasswordForm name={path} wrong={wrong} busy={working} onPassword={(password) => void open(password)} />;
}
