/** Everything of antd stands inside this: Chinese words, our theme, and the nonce without which its styles are refused. */
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, type ReactElement, type ReactNode } from 'react';
import { styleNonce } from '../bridge/nonce';
import { antdTheme } from './antdTheme';
import { useTextSize } from './scale';

export function AntdRoot({ children }: { readonly children: ReactNode }): ReactElement {
  const size = useTextSize();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the theme is read from the page, whose root size is `size`
  const theme = useMemo(() => antdTheme(), [size]);
  const csp = useMemo(() => ({ nonce: styleNonce() }), []);
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={csp} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
