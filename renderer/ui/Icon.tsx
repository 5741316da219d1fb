/** The icons of the frame: one line weight, 20-unit grid, coloured by the text beside them. Never without a word. */
import type { ReactElement } from 'react';

const PATHS = {
  archive: 'M3 6.5h14v10H3zM3 6.5 5 3.5h10l2 3M8 10h4',
  import: 'M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 13v3.5h13V13',
  export: 'M10 12V3M6.5 6.5 10 3l3.5 3.5M3.5 13v3.5h13V13',
  reports: 'M4 3.5h12v13H4zM4 7.5h12M8.5 7.5v9M4 12h12',
  audit: 'M5 3.5h10v13H5zM7.5 8.2l1.4 1.4 3-3M7.5 13h5',
  safety: 'M10 3 4 5.2v4.6c0 3.4 2.5 6 6 7.2 3.5-1.2 6-3.8 6-7.2V5.2zM7.5 9.8l1.9 1.9 3.2-3.4',
  settings:
    'M10 7.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2zM10 2.8v2M10 15.2v2M2.8 10h2M15.2 10h2M4.9 4.9l1.4 1.4M13.7 13.7l1.4 1.4M4.9 15.1l1.4-1.4M13.7 6.3l1.4-1.4',
  search: 'M8.8 3.8a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12.5 12.5 16.5 16.5',
  close: 'M5 5l10 10M15 5 5 15',
  left: 'M12 4.5 6.5 10l5.5 5.5',
  right: 'M8 4.5 13.5 10 8 15.5',
  down: 'M5 7.5l5 5 5-5',
  up: 'M5 12.5l5-5 5 5',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  undo: 'M7.5 4 4 7.5 7.5 11M4 7.5h7.5a4.3 4.3 0 0 1 0 8.6H8',
  check: 'M4.5 10.5 8 14l7.5-8',
  folder: 'M3 5h5l1.6 2H17v9H3z',
  file: 'M5 3h7l3.5 3.5V17H5zM12 3v3.5h3.5',
  house: 'M3.5 9.5 10 4l6.5 5.5M5.5 8v8.5h9V8M8.5 16.5v-5h3v5',
  error: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM7.5 7.5l5 5M12.5 7.5l-5 5',
  warn: 'M10 3.2 17.4 16.4H2.6zM10 8v4M10 13.8v.4',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9.2v4.4M10 6.4v.4',
  good: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM6.8 10.2l2.3 2.3 4.2-4.6',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.2l2.8 1.6',
  panel: 'M3 4h14v12H3zM12.5 4v12',
  play: 'M6.5 4.5v11l9-5.5z',
} as const;

export type IconName = keyof typeof PATHS;

/** An icon is decoration: the word beside it carries the meaning, so assistive technology skips it. */
export function Icon({ name, size = 1.125 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      width={`${size}rem`}
      height={`${size}rem`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
