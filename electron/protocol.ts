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

/** net::ERR_FAILED: the file is there but cannot be read. */
const FAILED = -2;

/**
 * Serves the files below `root` in this session. `protocol.handle` would hand `Request` and `Response` of Node's HTTP client
 * about, whose loading alone takes longer than all that is read here.
 */
export function serveApp(session: Session, root: string): void {
  let files: ReadonlyMap<string, string> | null = null;
  session.protocol.registerBufferProtocol(SCHEME, ({ method, url }, respond) => {
    files ??= listFiles(root);
    answer(method, url, files).then(
      ({ status, headers, body }) => respond({ statusCode: status, headers: { ...headers }, data: body }),
      () => respond({ error: FAILED }),
    );
  });
}
