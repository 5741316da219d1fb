/** The frame of the window, and the page in it. The register is there at once; other pages arrive when they are opened. */
import { lazy, Suspense, useEffect, useRef, useState, type ReactElement } from 'react';
import type { Guard } from '#shared/ipc/desktop';
import type { AppError } from '#shared/result';
import { Banners } from './Banners';
import { desktop } from './bridge/desktop';
import { RecoverDrafts } from './drafts/RecoverDrafts';
import { follow } from './keeping/follow';
import { askGuard, watchGuard } from './keeping/guard';
import { useLight } from './keeping/kept';
import { takeAfterReload } from './keeping/reload';
import { useSlowSave } from './keeping/saving';
import { isMinor, minorText } from './keeping/story';
import type { OpenProgress, OpenStory } from './store/openDistrustful';
import { NoRoomPage, OpeningPage, RefusedPage } from './Opening';
import { Recovery } from './Recovery';
import { ArchivePage } from './pages/archive/ArchivePage';
import { ask, useRegisterView } from './pages/archive/query';
import { noteAccess } from './store/access';
import type { Archive } from './store/db';
import { getFront } from './store/queries/front';
import { openSession, sessionNow, useSession } from './store/session';
import { clock, countText, words } from './strings';
import { Button } from './ui/Button';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { isComposing } from './ui/ime';
import { saveEverything } from './ui/leaving';
import { Notifications } from './ui/Notifications';
import { Sidebar } from './ui/Sidebar';
import { StatusBar } from './ui/StatusBar';
import { SearchBox } from './ui/SearchBox';
import { go, useRoute, type PageName, type Route } from './ui/route';
import { notify } from './ui/notify';
import { useLocked } from './ui/writing';
import { useAsync } from './ui/useAsync';
import { searchApi } from './workers/client';
import { frontFrom } from './workers/frontData';
import './grid/grid.css';

const HouseholdPage = lazy(() => import('./pages/household/HouseholdPage').then((m) => ({ default: m.HouseholdPage })));
const ImportPage = lazy(() => import('./pages/import/ImportPage').then((m) => ({ default: m.ImportPage })));
const AuditPage = lazy(() => import('./pages/audit/AuditPage').then((m) => ({ default: m.AuditPage })));
const ReportsPage = lazy(() => import('./pages/reports/ReportsPage').then((m) => ({ default: m.ReportsPage })));
const SafetyPage = lazy(() => import('./pages/safety/SafetyPage').then((m) => ({ default: m.SafetyPage })));
const SettingsPage = lazy(() => import('./pages/settings/SettingsPage').then((m) => ({ default: m.SettingsPage })));

type Opening =
  | { readonly at: 'opening'; readonly progress: OpenProgress | null }
  | { readonly at: 'room'; readonly guard: Guard }
  | { readonly at: 'refused'; readonly error: AppError }
  | { readonly at: 'open'; readonly story: OpenStory | null; readonly restored: string | null };

export function App(): ReactElement | null {
  const looking = useLocked() !== null;
  const [state, setState] = useState<Opening>({ at: 'opening', progress: null });
  useEffect(() => void openWindow(setState), []);
  switch (state.at) {
    case 'opening':
      return <OpeningPage progress={state.progress} looking={looking} />;
    case 'room':
      return <NoRoomPage guard={state.guard} />;
    case 'refused':
      return <RefusedPage error={state.error} onBegin={() => void openWindow(setState, true)} />;
    case 'open':
      return <Frame story={state.story} restored={state.restored} />;
  }
}

const ROOM_POLL_MS = 1_000;
/** The first screen is drawn by then; nobody asks the search anything that early. */
const WARM_AFTER_MS = 300;
/** The background leaves the first seconds to the clerk, */
const BACKGROUND_AFTER_MS = 2_000;
/** then begins when the window has nothing to do, at the latest after this. */
const IDLE_MS = 5_000;

/**
 * Opens the archive as soon as there is room for it, and tells on the way what is going on. `begin`: with nothing, where
 * nothing is left of what was saved.
 */
async function openWindow(tell: (state: Opening) => void, begin = false): Promise<void> {
  // Asked first: who may only look is told so before anything is drawn.
  const [info] = await Promise.all([desktop.info(), askGuard()]);
  for (;;) {
    const opened = await openSession(
      info.ok ? info.value.computer : '',
      (progress) => tell({ at: 'opening', progress }),
      begin,
    );
    if (opened.ok) await showFront();
    if (opened.ok) return tell({ at: 'open', story: opened.value, restored: takeAfterReload() });
    // Below the last threshold nothing is opened at all; it goes on by itself when there is room again.
    if (opened.error.code !== 'disk_stop') return tell({ at: 'refused', error: opened.error });
    for (let guard = await askGuard(); guard.level === 'stop'; guard = await askGuard()) {
      tell({ at: 'room', guard });
      await new Promise((done) => setTimeout(done, ROOM_POLL_MS));
    }
    tell({ at: 'opening', progress: null });
  }
}

function Frame({
  story,
  restored,
}: {
  readonly story: OpenStory | null;
  /** What a restore that loaded the page anew has to say; then the rebuild was what was asked for. */
  readonly restored: string | null;
}): ReactElement {
  const { archive, settings, version, savedAt } = useSession();
  const route = useRoute();
  const view = useRegisterView();
  const [tries, setTries] = useState(0);
  const [front] = useState(() => searchApi().kept());
  const opened = useAsync(() => openRegister(), `${version} ${tries}`, true, front ?? undefined);
  const counts = opened === 'failed' ? undefined : opened;
  const judged = useAsync(() => searchApi().facet('problems'), String(version), counts !== undefined, front?.problems);
  const light = useLight();
  const saving = useSlowSave();
  const looking = useLocked() !== null;
  const [told, setTold] = useState(() => story === null || isMinor(story, looking || restored !== null));
  useSaveKey();
  useKeeping(archive, counts !== undefined);
  useWarm(front !== null, () => setTries((before) => before + 1));
  useEffect(() => {
    if (restored !== null) notify({ kind: 'good', text: restored });
    else if (story && isMinor(story, looking)) {
      const text = minorText(story, looking);
      if (text !== '') notify({ kind: 'info', text });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- told once, as it stood at the opening
  }, [story, restored]);
  const page: PageName = route.page === 'household' ? 'archive' : route.page;
  const village = settings.unit[4] || words.noVillage;

  return (
    <div className="frame">
      <Sidebar page={page} problems={judged ? householdsToMend(judged) : 0} />
      <div className="main">
        <header className="topbar">
          <span className="topbar-title">{words.pages[page]}</span>
          <span className="topbar-village">
            {village}
            {counts && ` · ${countText(counts.households, counts.members)}`}
          </span>
          {settings.isSample && <span className="topbar-sample">{words.sample}</span>}
          <SearchBox
            text={view.text}
            onSearch={(text) => {
              ask({ text });
              if (text !== '' && route.page !== 'archive') go({ page: 'archive' });
            }}
            onEnter={() => {
              go({ page: 'archive' });
              document.querySelector<HTMLElement>('.grid')?.focus();
            }}
          />
        </header>
        <Banners />
        <main className="page">
          <ErrorBoundary resetKey={location.hash}>
            <Suspense fallback={<p className="page-wait note">正在打开…</p>}>
              {opened === 'failed' && <RegisterFailed onRetry={() => setTries(tries + 1)} />}
              {counts && <Page route={route} households={counts.households} />}
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <StatusBar savedAt={savedAt} saving={saving} person={settings.person} year={settings.year} light={light} />
      {story && !told && <Recovery story={story} onClose={() => setTold(true)} />}
      {told && <RecoverDrafts />}
      <Notifications />
    </div>
  );
}

/** Watches room and owner; once the register can be used, copies and rehearsals begin in the background. */
function useKeeping(archive: Archive, usable: boolean): void {
  const handle = useRef(archive);
  useEffect(() => {
    handle.current = archive;
  }, [archive]);
  useEffect(() => {
    if (!usable) return;
    watchGuard(({ access, ownersEnd }) => {
      noteAccess(handle.current.hold, access);
      if (ownersEnd !== undefined) void follow(handle.current, ownersEnd);
    });
    const begin = (): void => void import('./keeping/schedule').then((m) => m.startSchedule(() => handle.current));
    let idle = 0;
    const timer = setTimeout(() => (idle = requestIdleCallback(begin, { timeout: IDLE_MS })), BACKGROUND_AFTER_MS);
    return () => {
      clearTimeout(timer);
      cancelIdleCallback(idle);
    };
  }, [usable]);
}

/** What was kept of the register's first screen is shown until the search worker has read its columns. */
async function showFront(): Promise<void> {
  const session = sessionNow();
  const front = session && frontFrom(await getFront(session.archive).catch(() => null));
  if (front) searchApi().show(front, () => sessionNow()?.version === session.version);
}

/** Makes the search worker ready behind the first screen; `onFailure`: it cannot be, and the register says so. */
function useWarm(behindFront: boolean, onFailure: () => void): void {
  useEffect(() => {
    if (!behindFront) return;
    const timer = setTimeout(
      () =>
        void searchApi()
          .warm()
          .then((ready) => ready || onFailure()),
      WARM_AFTER_MS,
    );
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, after the first drawing
  }, []);
}

/** Opens the memory columns behind register and search; 'failed' when the worker cannot. */
function openRegister(): Promise<Awaited<ReturnType<ReturnType<typeof searchApi>['open']>> | 'failed'> {
  return searchApi()
    .open()
    .catch(() => 'failed' as const);
}

function RegisterFailed({ onRetry }: { readonly onRetry: () => void }): ReactElement {
  return (
    <div className="boundary" role="alert">
      <h1>{words.pageFailed}</h1>
      <p>{words.pageFailedHint}</p>
      <Button look="primary" onClick={onRetry}>
        {words.reopenPage}
      </Button>
    </div>
  );
}

/** Ctrl+S: there is nothing to press for saving; it saves the field in work and says so. */
function useSaveKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || event.key.toLowerCase() !== 's' || isComposing(event)) return;
      event.preventDefault();
      void saveEverything().then((done) => {
        if (done) notify({ kind: 'good', text: `${words.savedAsYouType}，${words.saved} ${clock(new Date())}` });
      });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Households with something that must be corrected; the column holds "E/W" counts. */
function householdsToMend(values: readonly { readonly value: string; readonly count: number }[]): number {
  return values.reduce((sum, { value, count }) => (/^[1-9]/.test(value) ? sum + count : sum), 0);
}

function Page({ route, households }: { readonly route: Route; readonly households: number }): ReactElement {
  switch (route.page) {
    case 'archive':
      return <ArchivePage households={households} />;
    case 'household':
      return <HouseholdPage id={route.id} path={route.path} />;
    case 'import':
      return <ImportPage />;
    case 'audit':
      return <AuditPage households={households} />;
    case 'reports':
      return <ReportsPage households={households} />;
    case 'safety':
      return <SafetyPage />;
    case 'settings':
      return <SettingsPage />;
  }
}
