/** Unit tests only: the files of the main process in memory, beside a journal in memory. */
import { checkCopy, openCopy } from '#shared/journal/copy/readCopy';
import { memoryFile, joined } from '#shared/journal/copy/testCopy';
import { fail, ok, type Result } from '#shared/result';
import { Sha256 } from '#shared/derive/sha256';
import type { MemoryJournal } from '../../store/memoryJournal';
import { makeHasher } from '../../store/streamCopy';
import type { CopyFiles, Output } from './files';

export class TestFiles implements CopyFiles {
  readonly files = new Map<string, Uint8Array>();
  readonly attachments = new Map<string, Uint8Array>();
  /** What lies in the second place only, by name. */
  readonly asides = new Map<string, Uint8Array>();
  readonly rehearsed = new Map<string, string>();

  constructor(private readonly journal: MemoryJournal) {}

  open: CopyFiles['open'] = (token) => {
    const bytes = this.files.get(token);
    return Promise.resolve(bytes ? ok({ name: token, ...memoryFile(bytes) }) : fail('file_not_found', { name: token }));
  };

  check: CopyFiles['check'] = async (token) => {
    const bytes = this.files.get(token);
    if (!bytes) return fail('file_not_found', { name: token });
    const copy = await openCopy(memoryFile(bytes), makeHasher);
    return copy.ok ? checkCopy(copy.value, makeHasher) : copy;
  };

  create: CopyFiles['create'] = (token) =>
    Promise.resolve(
      ok(
        collecting((bytes) => {
          this.files.set(token, bytes);
          return { path: token, bytes: bytes.length };
        }),
      ),
    );

  copies: CopyFiles['copies'] = async () => {
    const state = await this.journal.state();
    return state.ok ? ok(state.value.copies) : state;
  };

  noteRehearsed: CopyFiles['noteRehearsed'] = (name, hash) => {
    this.rehearsed.set(name, hash);
    return Promise.resolve(ok(null));
  };

  attachment: CopyFiles['attachment'] = (sha256) => {
    const bytes = this.attachments.get(sha256);
    return Promise.resolve(bytes ? ok(memoryFile(bytes)) : fail('file_not_found', { name: sha256 }));
  };

  aside: CopyFiles['aside'] = (name) => {
    const bytes = this.asides.get(name);
    return Promise.resolve(bytes ? ok(memoryFile(bytes)) : fail('file_not_found', { name }));
  };

  keepAttachment: CopyFiles['keepAttachment'] = () =>
    Promise.resolve(
      ok(
        collecting((bytes) => {
          const sha256 = sha256Of(bytes);
          this.attachments.set(sha256, bytes);
          return sha256;
        }),
      ),
    );
}

export function sha256Of(bytes: Uint8Array): string {
  const hash = new Sha256();
  hash.update(bytes);
  return hash.digest();
}

function collecting<T>(done: (bytes: Uint8Array) => T): Output<T> {
  const pieces: Uint8Array[] = [];
  return {
    write: (bytes) => {
      pieces.push(bytes.slice());
      return Promise.resolve(ok(null));
    },
    commit: (): Promise<Result<T>> => Promise.resolve(ok(done(joined(pieces)))),
    abort: () => Promise.resolve(),
  };
}
