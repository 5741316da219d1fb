/** The frame of the window, and the page in it. The register is there at once; other pages arrive when they are opened. */
import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react';
import type { AppError } from '#shared/result';
import { desktop } from './bridge/desktop';
import { ArchivePage } from './pages/archive/ArchivePage';
import { ask, useRegisterView } from './pages/archive/query';
import { openSession, useSession } from './store/session';
import { clock, countText, words } from './strings';
import { Button } from './ui/Button';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { isComposing } from './ui/ime';
import { saveEverything } from './ui/leaving';
import { Notice } from './ui/Notice';
import { Notifications } from './ui/Notifications';
import { Sidebar } from './ui/Sidebar';
import { StatusBar } from './ui/StatusBar';
import { SearchBox } from './ui/SearchBox';
import { go, useRoute, type PageName, type Route } from './ui/route';
import { notify } from './ui/notify';
import { sayError } from './ui/sayError';
import { useAsync } from './ui/useAsync';
import { searchApi } from './workers/client';
import './grid/grid.css';

const HouseholdPage = lazy(() => import('./pages/household/HouseholdPage').then((m) => ({ default: m.HouseholdPage })));
const ImportPage = lazy(() => import('./pages/import/ImportPage').then((m) => ({ default: m.ImportPage })));
const AuditPage = lazy(() => import('./pages/audit/AuditPage').then((m) => ({ default: m.AuditPage })));
const ReportsPage = lazy(() => import('./pages/reports/ReportsPage').then((m) => ({ default: m.ReportsPage })));
const SafetyPage = lazy(() => import('./pages/safety/SafetyPage').then((m) => ({ default: m.SafetyPage })));
const SettingsPage = lazy(() => import('./pages/settings/SettingsPage').then((m) => ({ default: m.SettingsPage })));

type Opening = 'opening' | 'open' | AppError;

export function App(): ReactElement {
  const [state, setState] = useState<Opening>('opening');
  useEffect(() => {
    void desktop
      .info()
      .then((info) => openSession(info.ok ? info.value.computer : ''))
      .then((opened) => setState(opened.ok ? 'open' : opened.error));
  }, []);
  if (state === 'opening') return <p className="page-wait note">{words.loading}</p>;
  if (state !== 'open') {
    return (
      <div className="page-scroll">
        <h1>{words.archiveFailed}</h1>
        <Notice kind="error">{sayError(state)}</Notice>
      </div>
    );
  }
  return <Frame />;
}

function Frame(): ReactElement {
  const { settings, version, savedAt } = useSession();
  const route = useRoute();
  const view = useRegisterView();
  const [tries, setTries] = useState(0);
  const opened = useAsync(() => openRegister(), `${version} ${tries}`);
  const counts = opened === 'failed' ? undefined : opened;
  const judged = useAsync(() => searchApi().facet('problems'), String(version));
  useSaveKey();
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
        <main className="page">
          <ErrorBoundary resetKey={location.hash}>
            <Suspense fallback={<p className="page-wait note">正在打开…</p>}>
              {opened === 'failed' && <RegisterFailed onRetry={() => setTries(tries + 1)} />}
              {counts && <Page route={route} households={counts.households} />}
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <StatusBar savedAt={savedAt} person={settings.person} year={settings.year} />
      <Notifications />
    </div>
  );
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
