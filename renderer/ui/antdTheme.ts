/** antd's theme, derived from the variables of tokens.css so that no colour or size is decided twice. */
import type { ThemeConfig } from 'antd';

/** Reads one variable of tokens.css as it applies now (大字 included). */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Pixels of a rem length under the present root size. */
function pixels(name: string): number {
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(parseFloat(token(name)) * root);
}

export function antdTheme(): ThemeConfig {
  return {
    token: {
      fontFamily: token('--font'),
      fontSize: pixels('--size-body'),
      fontSizeSM: pixels('--size-note'),
      controlHeight: pixels('--row-grid'),
      controlHeightSM: pixels('--row-grid'),
      borderRadius: 4,
      colorText: token('--ink'),
      colorTextSecondary: token('--ink-soft'),
      colorTextTertiary: token('--ink-soft'),
      colorTextDescription: token('--ink-soft'),
      colorTextPlaceholder: '#6b7178',
      colorPrimary: token('--accent'),
      colorLink: token('--accent'),
      colorError: token('--error'),
      colorWarning: token('--warn'),
      colorInfo: token('--info'),
      colorSuccess: token('--good'),
      colorBorder: token('--edge'),
      colorBorderSecondary: token('--hairline'),
      colorSplit: token('--hairline'),
      motionDurationFast: '0.08s',
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.12s',
    },
  };
}
