/** Sentences about a single value that could not be read, or that was repaired on the way. */
export const valuesMessages = {
  cell_error: '“{label}”处是表格的出错值（{text}），没有读入，请在原表改正后重新导入，或直接填写',
  cell_uncached: '“{label}”处是没有算出结果的公式，请用表格软件打开原表、保存后重新导入，或直接填写',
  formula_as_text: '“{label}”处是公式的文字（{text}），不是算出的结果，没有读入，请在原表改正后重新导入，或直接填写',
  unit_doubtful:
    '“{label}”填的是{text}，按表头的{unit}换算是{yuan}元，一户一般没有这么多，没有读入，请核对是{unit}还是元',
  id_rounded: '“{label}”的号码在表格里存成了数字（{text}），末几位已经丢失，请把该列设为文本后重新填写号码',
  digits_rounded: '“{label}”的号码在表格里存成了数字（{text}），末几位已经丢失，请把该列设为文本后重新填写号码',
  date_in_digits: '“{label}”应填号码，现为“{text}”，请对照证件或原件填写',
  not_a_number: '“{label}”应填数字，现为“{text}”，请只填数字',
  not_an_integer: '“{label}”应填整数，现为“{text}”，请填没有小数的数',
  not_a_date: '“{label}”应填日期，现为“{text}”，请填如 2014、201412 或 2014-12-31',
  impossible_date: '“{label}”的日期“{text}”不存在，请核对年、月、日',
  month_ambiguous: '“{label}”处的“{text}”分不清是1月还是10月，请填如 201401 或 201410',
  year_or_serial: '“{label}”处的“{text}”可能是把年份填进了日期格式的单元格，请重新填写日期',
  month_or_serial:
    '“{label}”处的“{text}”可能是年月（少了一位），也可能是日期的编号，没有读入，请填如 201401 或 2014-01-05',
  year_first_or_last: '“{label}”处的“{text}”分不清年份在前还是在后，没有读入，请把年份写成四位',
  date_in_text: '“{label}”处成了日期“{text}”，多半是输入 3-5 之类时被表格自动改的，没有读入，请改回原来的内容',
  not_yes_no: '“{label}”应填是或否，现为“{text}”，请填“是”或“否”',
  not_in_list: '“{label}”填写的“{text}”不在规定选项内，请从选项中选择',
  several_values: '“{label}”只能填一项，现为“{text}”，请留下一项',
  serial_read_as_date: '“{label}”处是日期序号（{text}），已换算为日期，请核对',
  two_digit_year: '“{label}”的年份只有两位（{text}），已补成四位，请核对',
  only_year_kept: '“{label}”只记年份，“{text}”中的月、日没有记入',
  date_kept_as_text: '“{label}”处是日期格式的单元格，已按显示的日期记为文字，请核对',
} as const satisfies Record<string, string>;
