/** The nonce of this load, for styles that libraries make while running (antd: `<ConfigProvider csp={{ nonce }}>`). */
export function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
