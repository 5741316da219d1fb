/** Sentences for problems of an import; the place (file, sheet, cell) is shown beside them. */
export const importMessages = {
  empty_workbook: '这个文件里没有任何内容，没有可以导入的数据。请确认选对了文件。',
  no_header:
    '没有找到表头：各行里都没有“户编号”“姓名”这类列名。请确认选对了表，或先在数据上方补上一行列名，再重新导入。',
  no_rows: '找到了表头（第{rows}行），但下面没有数据行，没有导入任何内容。请填好数据后再导入。',
  hidden_rows_taken:
    '这张表有{rows}行被隐藏的数据，已和其他行一样读入。不要这些行的，在“认表”右边去掉“隐藏的行也要”前面的勾。',
  hidden_sheet_aside: '这个工作表在文件里是隐藏的（{rows}行数据），没有使用。需要时可以在“认表”的左边勾上它。',
  no_key_column:
    '这张表第{first}到{last}行的{count}行数据都没有导入：表里没有可以认出是哪一户的列（户编号、户主证件号码、户主姓名，或成员姓名加“与户主关系”）。请在原表里补上其中一列后再导入，或在“对字段”里指定。',
  row_without_key: '第{row}行（{name}）没有填户编号，也认不出属于哪一户，这一行没有导入。请补上户编号后重新导入。',
  year_unread:
    '年度“{text}”认不出是哪一年，这一行的收入、住房等年度内容没有记入任何一年，先保留在附加列。请把年度改成 2024 这样的写法后重新导入。',
  rows_above_header: '表头上面的第{rows}行像是数据，没有读入。请在图上点行号说明它是数据，或改正表头的位置。',
  cell_not_read:
    '“{text}”像是一户的资料，但它不在认出的数据里（在标题、表头、说明或表外），没有读入。请在图上点行号说明这一行是数据（一户一表的，在这一格上点右键说明），或改好原表后重新导入。',
  cell_of_nobody: '“{text}”没有读入：这张表上没有写明是哪一户。请在表里写上户编号或户主姓名后重新导入。',
  no_number: '“{label}”应填号码，现为“{text}”，先原样留在这一项旁边，没有填入。请核对后补填，确实没有的请留空。',
  name_marked: '“{text}”里除了姓名还有别的字符，已按原样作为{label}读入。请核对，说明文字可改写到备注。',
  place_heading: '“{text}”像是下面各户所在的村组，没有记入各户。需要的话，请在表里加一列写上各户的村组后重新导入。',
  duplicate_household_no:
    '户编号{household_no}在这张表里出现了两次，户主却不是同一人（第{row}行为{name}），后一行没有导入。请核对户编号后重新导入。',
  household_values_differ:
    '同一户的“{label}”前后不一致：已采用先出现的“{kept}”，这里的“{text}”保留在附加列。请核对后改正。',
  two_heads: '这一户有两个户主（另一个在{first}），已按表中原样导入。请核对与户主关系，只留一个户主。',
  number_of_other_household:
    '户编号{household_no}在档案里是{existing}户，与表中的{incoming}户没有一个共同的人，没有导入，以免把两户并成一户。请核对户编号。',
  household_matched_twice:
    '表中有两户都对应档案里的{existing}户，后一户（{incoming}）没有导入。请核对户编号和户主证件号码。',
  head_in_other_household:
    '户主{incoming}的证件号码在档案里已是户编号{household_no}的户主，本表的户编号不同，已按新的一户处理。请核对是否重复建户。',
  import_file_gone:
    '文件“{name}”在读入之后被改动、移走或所在的盘已拔出，无法再读出来留底，这次没有写入任何内容。请重新选择文件再导入。',
  suspect_entered:
    '{incoming}户与档案里的{existing}户（户编号{household_no}）很像，可能是同一户，但没有相同的证件号码或户编号作证，按新的一户处理。请核对是否重复建户。',
  suspect_skipped:
    '{incoming}户与档案里的{existing}户（户编号{household_no}）很像，可能是同一户，这一次没有导入。核对后可以再导入一次，并指明是同一户还是新的一户。',
  member_in_other_household:
    '{name}在档案里是{existing}户（户编号{household_no}）的成员，本表把此人写在另一户，两处都保留。请核对是迁入、分户还是写错。',
  too_many_changes:
    '档案里对上的{of}户中，有{count}户（{percent}%）已填的内容会被改写，比平常的更正多得多。{cause}请先核对；确实要改写，再确认写入。',
  too_many_suspects:
    '表里的{of}户中，有{count}户（{percent}%）与档案里已有的户很像，按新户导入会重复建户。{cause}请先核对；确实都是新户，再确认写入。',
  cause_wrong_year: '改写的多是年度数据，最可能是数据年度选错了。',
  cause_wrong_village: '户主或村名对不上，最可能是别的村的表。',
  cause_shifted_columns: '许多值在档案里是另一栏的内容，最可能是列错位或列对应选错了。',
  cause_renumbered: '多数户的户主或成员证件号码相同而户编号不同，最可能是户编号重新编过，或这一列不是户编号。',
  cause_one_column: '改写的几乎都是“{label}”（{times}处），最可能是这一列对应错了。',
  error_book_failed:
    '“{file}”的内部结构不寻常，无法在原表上标出问题，原表没有改动。请用 Excel 或 WPS 打开后另存为 .xlsx，重新导入后再导出。',
  error_book_locked: '“{file}”有打开密码，要输入密码才能在原表上标出问题。',
  error_book_unlocked:
    '原表有打开密码，保存的这一份没有密码，谁都能打开，请妥善保管；交回前可以在 Excel 或 WPS 里重新设密码。',
  error_book_dry_run:
    '只看变化、没有写入时不留底，不能在原表上标出问题。请去掉 --dry-run 再导入，或用 --report 看问题。',
  error_book_many: '“{file}”里有{count}个表格，不能标在一个文件里，没有写出。请先解压，再一起选择里面的表格。',
  cause_unknown: '可能是选错了文件或年度。',
  remembered_contradicted:
    '“{header}”上次对应到“{label}”，但这个文件里这一列的内容不像{label}，没有照上次的办。请在“对字段”里确认这一列。',
} as const satisfies Record<string, string>;
