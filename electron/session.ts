/** What our pages may not do, whatever they contain (promises.md B 1, 5, 11–14): the whole list in one place. */
import { app, type Session, type WebContents } from 'electron';
import { APP_ORIGIN } from '#shared/ipc/channels';

/** Keeps IndexedDB from being evicted; everything else that asks is refused. */
const GRANTED = new Set(['persistent-storage']);

/** Schemes that never leave the computer. `blob:` and `data:` carry pictures the page has made itself. */
const LOCAL_SCHEMES = ['app:', 'blob:', 'data:', 'devtools:'];

export function isLocalUrl(url: string): boolean {
  return LOCAL_SCHEMES.some((scheme) => url.startsWith(scheme));
}

/** Must run before `ready`: sandbox for every page, and no name is ever looked up on a network. */
export function hardenProcess(): void {
  if (!isRootWithoutSandbox()) app.enableSandbox();
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-domain-reliability');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
}

/**
 * Chromium's sandbox cannot run as root. A test launcher in a container then passes the switch, which `enableSandbox`
 * would take back and leave no process able to start; for any other user the switch is taken back.
 */
function isRootWithoutSandbox(): boolean {
  return process.getuid?.() === 0 && app.commandLine.hasSwitch('no-sandbox');
}

function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Permissions, devices, requests and downloads of a session. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, grant) => {
    grant(GRANTED.has(permission) && contents.getURL().startsWith(`${APP_ORIGIN}/`));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => {
    return GRANTED.has(permission) && origin.replace(/\/$/, '') === APP_ORIGIN;
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, refuse) => refuse({}));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isLocalUrl(details.url) }));
  session.protocol.handle('file', () => new Response(null, { status: 403 }));
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}
