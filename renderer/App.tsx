/** The frame of the window, and the page in it. The register is there at once; other pages arrive when they are opened. */
import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react';
import type { AppError } from '#shared/result';
import { desktop } from './bridge/desktop';
import { ArchivePage } from './pages/archive/ArchivePage';
import { ask, useRegisterView } from './pages/archive/query';
import { openSession, useSession } from './store/session';
import { countText, words } from './strings';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { Notice } from './ui/Notice';
import { Notifications } from './ui/Notifications';
import { Sidebar } from './ui/Sidebar';
import { StatusBar } from './ui/StatusBar';
import { SearchBox } from './ui/SearchBox';
import { go, useRoute, type PageName, type Route } from './ui/route';
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
  const counts = useAsync(() => searchApi().open(), String(version));
  const judged = useAsync(() => searchApi().facet('problems'), String(version));
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
