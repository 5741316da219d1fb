/** The text beside the data for whoever opens a copy without the program. */
export const copyReadme = `这是“户档”的备份文件,里面是一份完整的农户档案。

不用本程序也能读:
  data/*.jsonl        每行一条记录(JSON)。households 是农户,operations 是每一次操作,log 是每次操作改了什么,
                      batches 是导入记录,attachments 是附件目录,meta 是设置。
  data/journal.jsonl  写这份备份的过程中又保存的内容,按行号依次写到上面的记录里,就是完整的状态。
  attachments/…       附件的原文件,文件名是内容的 SHA-256,原来的名称见 data/attachments.jsonl。
  schema.json         上述记录的格式(JSON Schema)。
  manifest.json       清单:每个文件的长度、SHA-256 和行数。

核对:整个文件去掉最后 64 个字节,算出的 SHA-256 就是那 64 个字符(也是 zip 的注释)。
恢复:在“户档”的“数据安全”中选“从备份文件恢复”。
`;
