/** Sentences about whole households that could not be read. */
export const deriveMessages = {
  not_a_household: '文件中的一户数据不符合格式（{at}），没有读入，请使用本软件导出的文件',
} as const satisfies Record<string, string>;
