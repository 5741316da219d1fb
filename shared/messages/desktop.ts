/** Sentences for what the main process can report: files, the archive folder, the command line, the border to the page. */
export const desktopMessages = {
  // Border between page and main process
  internal: '程序内部出错，这一步没有完成；已保存的内容不受影响。请重试，仍不行时重新打开程序',
  malformed_message: '程序内部出错：请求的格式不对，这一步没有完成。请重新打开程序',
  message_too_large: '这一步的内容过大，没有完成。请分几次做',
  forbidden_sender: '请求不是从本程序的页面发出的，已拒绝',

  // Files
  unknown_token: '这个文件已经不能再用了，请重新选择',
  no_right: '没有这样使用该文件的许可，请重新选择',
  bad_file_name: '文件名“{name}”不能用，请去掉 \\ / : * ? " < > | 等符号后再试',
  name_required: '没有给出文件名',
  unknown_writer: '这个文件的写入已经结束，请重新保存',
  too_many_writers: '同时写入的文件太多，请等前面的写完',
  not_written: '这个文件还没有写好，无法打开所在的文件夹',
  file_not_found: '找不到文件“{name}”，请检查位置和文件名',
  not_a_file: '“{name}”是文件夹，不是文件，没有读取。请重新选择一个文件',
  target_is_folder: '“{name}”是文件夹，不能当作文件写入，请换一个文件名',
  target_locked:
    '文件“{name}”写不进去，可能正在 WPS 或 Excel 中打开，或是只读文件。请关闭它，或换一个文件名再试；原文件没有改动',
  folder_readonly: '文件夹“{folder}”不能写入(只读或没有权限)，请换一个位置',
  folder_missing: '文件夹“{folder}”不存在，可能已改名、移走或 U 盘已拔出。请插回 U 盘，或换一个位置',
  disk_full: '磁盘空间不够，文件“{name}”没有写成，原文件没有改动。请腾出空间后再试',
  drive_gone: '写“{name}”时磁盘没有回应，可能 U 盘已拔出或磁盘有故障；原文件没有改动。请插好后再试，或换一个位置',
  target_in_archive:
    '不能把“{name}”存到档案文件夹里：会弄坏档案，档案丢了它也跟着丢。没有写入，请换一个位置，最好是 U 盘或另一块硬盘',
  name_too_long: '文件名或所在文件夹的名字太长，请缩短后再试',
  write_failed: '文件“{name}”没有写成({reason})，原文件没有改动',
  write_incomplete: '文件“{name}”写完后核对不符，磁盘可能有故障，请换一个位置再存一次',
  read_failed: '文件“{name}”读不出来({reason})',
  read_locked: '文件“{name}”打不开，可能正被其他程序占用或没有权限。请关闭它后再试',

  // Archive folder
  archive_in_use: '档案正由{holder}使用，请等关闭后再打开。档案文件夹：{folder}',
  holder_here: '本机的另一个窗口或后台任务',
  holder_elsewhere: '“{owner}”在电脑“{computer}”上({since} 起)',
  no_room: '磁盘剩余空间不到 {megabytes} 兆，为免损坏档案，没有打开。请清理磁盘后再打开。档案文件夹：{folder}',
  archive_damaged: '档案文件夹中的 archive.json 读不出来，为免盖掉原有档案，没有打开。档案文件夹：{folder}',
  archive_newer: '这份档案由更新的版本建立，请先升级本程序再打开。档案文件夹：{folder}',

  // Command line
  usage: '{problem}\n{usage}',
  usage_no_verb: '没有说明要做什么',
  usage_unknown_verb: '没有“{verb}”这个动作',
  usage_unknown_option: '“{verb}”没有 --{option} 这一项',
  usage_repeated_option: '--{option} 写了两次',
  usage_missing_value: '--{option} 后面缺少内容',
  usage_flag_value: '--{option} 后面不用写内容',
  usage_missing_option: '缺少 --{option}({help})',
  usage_integer: '--{option} 应是 {min} 到 {max} 的整数，写的是“{value}”',
  usage_choice: '--{option} 只能是 {of}，写的是“{value}”',
  usage_date: '--{option} 应是 2026-06-30 这样的日期，写的是“{value}”',
  usage_no_files: '没有给出要导入的文件',
  usage_one_backup: '要恢复的备份文件应是一个，写了 {count} 个',
  usage_no_words: '没有给出要找的字',
  usage_extra_word: '“{verb}”后面的“{word}”多余',
  usage_same_output: '--{option} 与另一项写到了同一个文件',
} as const satisfies Record<string, string>;

export type DesktopCode = keyof typeof desktopMessages;
