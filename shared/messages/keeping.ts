/** Sentences about what keeps the archive beside the database: journal, copies, attachments, drafts, room on the disk. */
export const keepingMessages = {
  // May anything be written
  disk_low:
    '磁盘只剩 {megabytes} 兆，为免损坏档案，暂停保存，这一步没有写入；已保存的内容不受影响。请清理磁盘，腾出空间后自动恢复',
  read_only: '现在只能查看，不能修改，这一步没有写入',
  journal_failed:
    '保存记录写不进去(磁盘可能有故障，或 U 盘已拔出)，这一步没有保存；已保存的内容不受影响。请检查磁盘，然后重新打开程序',
  journal_unreadable:
    '保存记录“{name}”读不出来({reason})，为免弄坏，没有打开，什么也没有改动。请检查磁盘或 U 盘后重新打开；仍不行时不要删除档案文件夹，请联系技术人员',
  journal_moved: '别的窗口或后台任务刚写过档案，这一步没有保存。请再试一次',
  reset_in_vain: '数据库多次重建都没有成功，磁盘可能有故障。保存记录和副本没有改动，请换一块硬盘或联系技术人员',
  archive_old:
    '这份档案还是旧版本的格式，只能查看的位置或用户打不开它。请先由平时使用它的人在原来的电脑上打开一次。档案文件夹：{folder}',
  archive_identity_lost:
    '档案文件夹中的 archive.json 不见了或读不出来，也没有能说明它是哪一份档案的备份，为免弄混，没有打开，什么也没有改动。请联系技术人员。档案文件夹：{folder}',

  // Backup files and copies
  not_a_backup: '“{name}”不是本程序的备份，没有使用，档案没有改动。请选择由本程序存出的备份(.zip)',
  backup_truncated:
    '备份“{name}”不完整，后面缺了一段，可能没有复制完或 U 盘提前拔出；没有使用，档案没有改动。请重新复制，或换另一份备份',
  backup_damaged: '备份“{name}”已损坏，其中的{part}与写入时不符；没有使用，档案没有改动。请换另一份备份',
  backup_newer: '备份“{name}”是用更新的版本写的，当前版本读不了；没有使用，档案没有改动。请先升级本程序，再恢复',
  restore_stale: '恢复的过程中档案又有了改动，没有恢复，档案没有变化。请再试一次',
  restore_one_file: '一次只能恢复一个备份文件，没有恢复。请只写一个文件名',
  copy_gone: '副本“{name}”的文件不见了，可能被人删除；档案没有改动。请换一份副本，或点“现在做一份”',
  copy_overtaken: '另存副本的过程中档案被整个换过，这一份没有写成。请再试一次',
  verify_failed: '核对发现问题：{problems}。档案没有改动；请到“数据安全”从副本或备份恢复，或联系技术人员',
  rehearsal_no_room:
    '磁盘空间不够做恢复演练，还差 {megabytes} 兆，这次没有做；档案和副本不受影响。请清理磁盘后再点“演练”',
  rehearsal_differs: '恢复演练的结果与副本“{name}”记下的校验值不符，这一份不可靠，请换另一份',

  // Attachments
  kind_not_opened: '为了安全，“{name}”这类文件({kind})不在程序里打开；文件仍好好保存着，可导出后另行处理',
  file_rotten: '附件“{name}”的内容已损坏，与存入时不符，没有打开。请到“数据安全”从备份恢复，或从第二份里找回',
  view_not_opened: '“{name}”没有打开：电脑上可能没有能打开这类文件的程序，请安装 WPS 等软件后再试',

  // Emergency copy
  emergency_same_drive: '“{folder}”和档案在同一块硬盘上，那里同样没有空间。请插上 U 盘，选 U 盘或另一块硬盘上的文件夹',
  emergency_full:
    '“{folder}”所在的盘空间不够，紧急备份没有写完：整个档案约 {megabytes} MB。写了一部分的在“{unfinished}”里，可以删掉。请换一个空间够的 U 盘或硬盘再存一次',
  emergency_inside: '“{folder}”就在档案文件夹里面，不能存在那里。请选 U 盘或另一块硬盘上的文件夹',

  // Second place
  second_inside: '“{folder}”就在档案文件夹里面，档案丢了它也跟着丢。请选另一块硬盘或 U 盘上的文件夹',
  second_taken: '“{folder}”里放着另一份档案，没有改动它。请换一个位置',
  second_in_use: '第二份正被打开着，先不往里写。请关闭它，稍后自动继续',
  second_same_drive: '第二份与档案在同一块硬盘上，硬盘坏了两份会一起丢。请换成 U 盘或另一块硬盘',
  second_diverged:
    '第二份里有一些这里没有的记录，已另外放进其中的“多出的记录”文件夹，没有丢弃。请到“数据安全”页的“多出的记录”里查看',
  aside_gone: '第二份里“多出的记录”读不出来，可能 U 盘已拔出，什么也没有带入。请插好 U 盘后再试',
  aside_over: '这些记录已经带入过了，没有再带一次',
  aside_damaged:
    '这一段记录有损坏，为免带错，不能自动带入；文件还在第二份的“多出的记录”文件夹里。请保留第二份，联系技术人员',
  aside_begins_later:
    '这一段记录开头的部分不在了，不知道是接着哪一步做的，不能自动带入。请保留第二份；其中有副本(.zip)时，可用“从备份文件恢复”查看',
  aside_replaced:
    '这一段记录里恢复过别的备份，不能自动带入。请保留第二份；其中有副本(.zip)时，可用“从备份文件恢复”查看',
  second_other_drive:
    '选定的位置里没有本档案的第二份，可能 U 盘没有插好，或插的是另一个。请插回原来的，或更换第二份存放位置',
  second_full: '放第二份的磁盘满了，没有写完；档案本身不受影响。请在那里腾出空间，稍后自动继续',
  second_readonly: '第二份写不进去(只读、写保护或没有权限)；档案本身不受影响。请检查 U 盘的写保护开关，或换一个位置',
  second_gone: '第二份写到一半时断开了，可能 U 盘已拔出；档案本身不受影响。插回后自动继续',
  second_failed: '第二份写入时出错，没有写完；档案本身不受影响。稍后自动再试，一直不行请换一个位置',

  // Texts that a crash left behind
  draft_overtaken: '“{field}”刚才又改过了，没有覆盖，请核对后再恢复',

  // Attachments
  attachment_twice: '“{name}”和已有的附件“{known}”内容相同，没有重复添加',
  attachment_missing: '这个附件已经被移除',
  attachment_unreadable: '“{name}”读不出来(可能是文件夹，或文件已被移走、正被别的程序占用)，没有添加',
  attachment_changed: '“{name}”在添加时被改动，没有添加。请关闭正在使用它的程序后再试一次',
  attachment_gone:
    '“{name}”的文件不见了(可能被人删除，或磁盘有问题)，内容看不到了。请到“数据安全”用备份恢复，或移除后重新添加',
  attachment_empty: '“{name}”是空文件，没有添加',

  // Files of earlier imports
  source_gone:
    '“{name}”导入时存的那一份不见了(可能被人删除，或磁盘有问题)，看不到原表；填好的内容没有变。请到“数据安全”用备份恢复',
  source_rotten:
    '“{name}”导入时存的那一份已损坏，与导入时不符，没有打开；填好的内容没有变。请到“数据安全”用备份恢复，或从第二份里找回',
} as const satisfies Record<string, string>;

export type KeepingCode = keyof typeof keepingMessages;
