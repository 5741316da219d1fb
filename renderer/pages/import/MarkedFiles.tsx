/** The user's own files back, with the problems marked in them: one button where there is one file, else one per file. */
import { useState, type ReactElement } from 'react';
import { desktop, desktopFiles } from '../../bridge/desktop';
import type { ImportedFile } from '../../store/types';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { PasswordForm } from '../../ui/PasswordForm';
import { sayError } from '../../ui/sayError';
import { sentence } from '#shared/messages/sentence';
import { exportApi } from '../../workers/client';
import { mind } from './importRun';

type Outcome =
  | { readonly kind: 'saved'; readonly text: string; readonly token: string; readonly unlocked: boolean }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'locked'; readonly path: string; readonly text: string; readonly wrong: boolean };

const SHOWN = 20;

export function MarkedFiles({
  id,
  files,
  problems,
}: {
  readonly id: string;
  readonly problems: number;
  readonly files: readonly ImportedFile[];
}): ReactElement | null {
  const [working, setWorking] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  if (files.length === 0) return null;
  const save = async (path: string, password?: string): Promise<void> => {
    setWorking(path);
    // The question for a password stays until it is answered.
    if (password === undefined) setOutcome(null);
    setOutcome(await savedBook(id, path, password));
    setWorking(null);
  };
  return (
    <section className="marked-files">
      <p className="note">
        {`表里有 ${number(problems)} 处问题。可以把原表标出问题后交回填表的人：有问题的单元格涂色加批注，另加一页《问题清单》。改好后把那个文件再导入，只会补上改过的地方。`}
      </p>
      <div className="import-actions">
        {files.slice(0, SHOWN).map(({ path }) => (
          <Button key={path} icon="export" busy={working !== null} onClick={() => void save(path)}>
            {working === path ? '正在标出问题…' : files.length === 1 ? '导出标出问题的原表' : `标出“${path}”的问题`}
          </Button>
        ))}
      </div>
      {outcome?.kind === 'failed' && <Notice kind="error">{outcome.text}</Notice>}
      {outcome?.kind === 'locked' && (
        // Of the import that was just written it is known already; this one was long ago.
        <PasswordForm
          key={outcome.path}
          name={outcome.path}
          text={`${outcome.text}密码不会被记下。`}
          wrong={outcome.wrong}
          busy={working !== null}
          autoFocus
          onPassword={(password) => void save(outcome.path, password)}
        />
      )}
      {outcome?.kind === 'saved' && (
        <Notice
          kind="good"
          action={
            <Button
              look="quiet"
              icon="folder"
              autoFocus={outcome.unlocked}
              onClick={() => void desktop.showInFolder(outcome.token)}
            >
              打开所在文件夹
            </Button>
          }
        >
          {outcome.text}
        </Notice>
      )}
    </section>
  );
}

/** Of the import that was just written, the password is still known. */
function knownPassword(id: string, path: string): string | undefined {
  const { result, passwords } = mind.former;
  return result === id ? (passwords[path] ?? passwords['']) : undefined;
}

/** null = the user left the dialog. */
async function savedBook(id: string, path: string, typed: string | undefined): Promise<Outcome | null> {
  const built = await exportApi().errorBook(id, path, typed ?? knownPassword(id, path));
  if (!built.ok) {
    const text = sayError(built.error);
    return built.error.code === 'error_book_locked'
      ? { kind: 'locked', path, text, wrong: typed !== undefined }
      : { kind: 'failed', text };
  }
  const { bytes, name, marked, listed, converted, unlocked } = built.value;
  const picked = await desktop.pickSave(name);
  if (!picked.ok) return { kind: 'failed', text: sayError(picked.error) };
  if (picked.value === null) return null;
  const written = await desktopFiles.saveBytes(picked.value, bytes);
  if (!written.ok) return { kind: 'failed', text: sayError(written.error) };
  const look =
    (converted ? '原文件不是 .xlsx，内容已放进新的 .xlsx，字体和颜色没有带过来。' : '') +
    (unlocked ? sentence('error_book_unlocked', {}) : '');
  return {
    kind: 'saved',
    text: `已保存到 ${written.value.path}：标出 ${number(marked)} 个单元格，问题清单 ${number(listed)} 条。${look}`,
    token: picked.value,
    unlocked: typed !== undefined,
  };
}
