/** Which page is open. The hash holds it, so that a reload comes back to the same place and 返回 works. */
import { useSyncExternalStore } from 'react';

export const PAGES = ['archive', 'import', 'reports', 'audit', 'safety', 'settings'] as const;
export type PageName = (typeof PAGES)[number];

export type Route =
  | { readonly page: PageName }
  /** One household; `path` is the field to put the cursor in, e.g. `members[1].id_no`. */
  | { readonly page: 'household'; readonly id: string; readonly path?: string };

/** Reads a location hash; anything unknown is the register. */
export function parseRoute(hash: string): Route {
  const [page = '', id = '', path = ''] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (page === 'household' && id) return path ? { page, id, path } : { page, id };
  return { page: PAGES.find((name) => name === page) ?? 'archive' };
}

export function routeHash(route: Route): string {
  if (route.page !== 'household') return `#/${route.page}`;
  const path = route.path === undefined ? '' : `/${encodeURIComponent(route.path)}`;
  return `#/household/${encodeURIComponent(route.id)}${path}`;
}

export function go(route: Route): void {
  location.hash = routeHash(route);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return parseRoute(hash);
}
