/** `app://hudang/`: the scheme of our pages. Standard and secure, so that it has an origin of its own; never changed. */
import { protocol, type Session } from 'electron';
import { answer, listFiles } from './pageFiles';

const SCHEME = 'app';

/** Must run before `ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files below `root` in this session. */
export function serveApp(session: Session, root: string): void {
  let files: ReadonlyMap<string, string> | null = null;
  session.protocol.handle(SCHEME, (request) => {
    files ??= listFiles(root);
    return answer(request.method, request.url, files);
  });
}
