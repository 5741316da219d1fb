/** Sentences about what keeps the archive beside the database: journal, copies, attachments, drafts, room on the disk. */
export const keepingMessages = {
  // May anything be written
  disk_low:
    '磁盘只剩 {megabytes} 兆，为免损坏档案，暂停保存，这一步没有写入；已保存的内容不受影响。请清理磁盘，腾出空间后自动恢复',
  read_only: '现在只能查看，不能修改，这一步没有写入',
  journal_failed:
    '档案日志写不进去(磁盘可能有故障，或 U 盘已拔出)，这一步没有保存；已保存的内容不受影响。请检查磁盘，然后重新打开程序',
  journal_moved: '别的窗口或后台任务刚写过档案，这一步没有保存。请再试一次',
  reset_in_vain: '数据库多次重建都没有成功，磁盘可能有故障。日志和备份没有改动，请换一块硬盘或联系技术人员',
  archive_old:
    '这份档案还是旧版本的格式，只能查看的位置或用户打不开它。请先由平时使用它的人在原来的电脑上打开一次。档案文件夹：{folder}',
  archive_identity_lost:
    '档案文件夹中的 archive.json 不见了或读不出来，也没有能说明它是哪一份档案的备份，为免弄混，没有打开，什么也没有改动。请联系技术人员。档案文件夹：{folder}',
} as const satisfies Record<string, string>;

export type KeepingCode = keyof typeof keepingMessages;
