/** Numbers of the zip format (APPNOTE 6.3) that writer and reader share. */

export const SIGNATURE = {
  local: 0x04034b50,
  descriptor: 0x08074b50,
  central: 0x02014b50,
  end64: 0x06064b50,
  locator: 0x07064b50,
  end: 0x06054b50,
} as const;

export const LOCAL_SIZE = 30;
export const CENTRAL_SIZE = 46;
export const END_SIZE = 22;
export const MAX16 = 0xffff;
export const MAX32 = 0xffffffff;
/** "Version needed": deflate; zip64. */
export const VERSION_20 = 20;
export const VERSION_45 = 45;

/** Our comment: SHA-256 in hexadecimal. */
export const COMMENT_BYTES = 64;
export const COMMENT = /^[0-9a-f]{64}$/;
