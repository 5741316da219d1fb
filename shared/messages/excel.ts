/** Sentences for spreadsheets that cannot be read ({file} is the file's name), and the words on the sheets we write. */
export const excelMessages = {
  empty_file: '“{file}”是空文件，里面没有任何内容。请向提供表格的人重新要一份。',
  not_a_spreadsheet:
    '“{file}”不是表格文件。请选择 Excel、WPS 表格或 CSV 文件（.xlsx、.xls、.et、.csv）；压缩包请先解压。',
  password_protected: '“{file}”设了打开密码，无法读取。请用 Excel 或 WPS 打开，取消密码后另存，再重新选择。',
  password_needed: '“{file}”设了打开密码。请输入密码；如果不知道密码，请向提供表格的人询问。',
  password_wrong: '“{file}”的密码不对，没有打开。请核对大小写和全角半角后再输入一次。',
  password_xls:
    '“{file}”是加了密的旧版 .xls 文件（设了打开密码，或者“保护工作簿”），没有读取。请用 Excel 或 WPS 打开（不知道密码的，请向提供表格的人询问），取消密码和保护，点“文件”→“另存为”，类型选“.xlsx”，再选择新文件。',
  xls_too_old:
    '“{file}”是 1995 年以前的 .xls 格式，本软件读不全，没有读取。请用 Excel 或 WPS 打开，点“文件”→“另存为”，类型选“.xlsx”，再选择新文件。',
  password_unsupported:
    '“{file}”用了本软件不认识的加密方式，无法读取。请用 Excel 或 WPS 打开，取消密码或权限限制后另存为 .xlsx，再重新选择。',
  password_zip: '压缩包“{file}”设了密码，无法读取。请先用解压软件输入密码解开，再选择里面的表格。',
  zip_too_deep: '“{file}”在压缩包里又套了太多层压缩包，没有读取。请先解压，再选择里面的表格。',
  zip_too_large: '压缩包“{file}”里的文件太多或太大，从“{first}”起没有读取。请先解压，再分几次选择里面的表格。',
  not_in_zip: '压缩包“{file}”里没有表格文件。请确认选对了文件。',
  left_aside: '“{file}”不是表格，没有读取。',
  archive_not_supported: '“{file}”是本软件不能解开的压缩格式（.rar、.7z 等）。请先解压，再选择里面的表格。',
  file_damaged:
    '“{file}”不完整或已损坏，没有导入任何内容。请用 Excel 或 WPS 打开后另存为 .xlsx，或重新下载、重新拷贝一份。',
  file_unsafe:
    '“{file}”的内部结构异常，可能不是正常的表格，已停止读取。请向提供表格的人核实；如确认无误，请用 Excel 打开后另存为新文件。',
  file_too_large:
    '“{file}”太大，超出了一次能读取的范围。请按村或按组拆成几份，或删去表格下方、右侧多余的空白区域后再试。',
  macros_ignored: '“{file}”带有宏。宏没有运行，只读取了表格里的数据。',
  external_links_ignored:
    '“{file}”引用了其他文件里的数据。这些文件没有打开，读取的是表格里上次保存的数值，请留意是否最新。',
  csv_stray_quotes:
    '第{lines}有没配对的引号，照原样读会把下面许多行并成一格。已去掉引号，仍按一行一条读入。请核对这些行；不对的，用记事本打开原文件，改好引号后保存，重新导入。',
  register_household: '户信息表',
  register_member: '家庭成员信息表',
  register_income: '收入表',
  register_findings: '问题清单',
  register_subtitle: '导出时间：{day}　共 {households} 户　{lines} 行',
  findings_subtitle: '导出时间：{day}',
  serial: '序号',
  severity: '严重程度',
  rule: '规则',
  household_no: '户编号',
  head_name: '户主姓名',
  member_name: '成员',
  field: '字段',
  problem: '问题',
  advice: '建议',
  severity_E: '必须改',
  severity_W: '需说明',
  severity_I: '提示',
  page_footer: '第 {page} 页/共 {pages} 页',
} as const satisfies Record<string, string>;
