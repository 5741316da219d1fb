/** Sentences for failures of the archive's store. */
export const storeMessages = {
  store_lost:
    '档案数据库已损坏，系统未能打开其中的数据。为避免以空档案覆盖，程序没有继续；请不要录入，从最近的备份恢复，或联系技术人员。',
  store_newer: '这份档案是用更新版本的户档写的，当前版本打不开。请安装最新版本后再打开。',
  store_unavailable: '档案文件夹无法读写，没有打开档案。请检查硬盘是否有空间、文件夹是否有写入权限，然后重新启动户档。',
  store_full: '硬盘空间不足，这一步没有保存。请清理硬盘后重试；已有的档案没有变化。',
  store_closed: '档案已在别处关闭或升级，这一步没有保存。请重新启动户档后再试。',
  sample_with_imports:
    '示例村打开之后已经导入过 {count} 次表格，直接清空会把它们一起撤掉，所以没有清空。请到“数据安全”撤销那几次导入，清空后再重新导入',
  store_write_failed: '没有保存成功，档案没有变化。请重试；如果仍然不行，请重新打开程序再试',
  household_missing: '这一户已经不在档案里（可能已被删除或撤销）。请返回列表后重新打开。',
  row_missing: '这一行已经不在了（可能已被删除或撤销），没有写入。请核对后再填。',
  settings_busy: '设置正在被别的操作修改，刚才的修改没有保存。请再试一次。',
  household_busy: '这一户正在被别的操作修改，刚才的修改没有保存。请再试一次。',
  import_stale: '核对之后档案又有了改动，这次导入没有写入。请重新核对后再导入。',
  import_gone: '读过的表格已经不在内存里了，没有写入。请重新选择文件再导入。',
  unknown_column: '表格中没有 {at} 列，或没有所选的项目。请重新选择文件后再试。',
  not_audited: '还没有审核过，没有问题清单可以导出。请先在“审核”中审核一次，再导出。',
  audit_stale: '审核之后档案或程序又有改动，问题清单已经过时，没有导出。请先在“审核”中重新审核一次，再导出。',
  nothing_to_undo: '没有可以撤销的操作。',
  operation_missing: '找不到编号为“{operation}”的操作，没有撤销。请在操作记录里核对编号。',
  already_undone: '编号为“{operation}”的操作已经撤销过了。',
  undo_blocked: '这一步之后又改过同样的内容，不能单独撤销。涉及：{paths}。请先撤销后来的操作。',
  sample_not_empty: '档案里已经有住户，不能放入演示数据。请在空档案中打开示例村。',
  worker_died: '后台程序意外停止，这一步没有完成，档案没有变化。请重试；如果再次出现，请重新启动户档。',
  worker_stopped: '已取消，档案没有变化。',
  read_timeout: '表格读取的时间过长，已经停止，没有写入。请确认这是普通的登记表；太大的表请分成几个文件再导入。',
} as const satisfies Record<string, string>;
