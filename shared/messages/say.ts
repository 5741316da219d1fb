/** Fills the blanks of a Chinese sentence: `{name}` is replaced by params.name; an unknown blank stays visible as ？. */
export function fill(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => (key in params ? String(params[key]) : '？'));
}
