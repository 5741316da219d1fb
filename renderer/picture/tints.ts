import type { RegionRole } from '#shared/import/types';

/** Roles that look the same to a clerk share a word and a tint. */
export const TINTS: Readonly<Record<RegionRole, string>> = {
  title: 'title',
  info: 'title',
  header: 'header',
  label: 'header',
  code: 'code',
  sample: 'code',
  data: 'data',
  value: 'data',
  subtotal: 'total',
  total: 'total',
  repeat: 'repeat',
  note: 'note',
  signature: 'note',
};
