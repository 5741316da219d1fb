import { writeXlsx } from 'hucre/xlsx';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openEncrypted, readWorkbookWith } from './encrypted';
import { lockedXls, lockedXlsx, oleFile } from './testFiles';

/** Spinning is what makes a try take long; the number is in the file and does not matter here. */
function locked(password: string, spinCount = 1000): Promise<Uint8Array> {
  const rows = [
    ['姓名', '证件号码'],
    ...Array.from({ length: 2000 }, (_, row) => [`张${row}`, `53019919900101${row + 1000}`]),
  ];
  return writeXlsx({ sheets: [{ name: '成员', rows }], encryption: { password, spinCount } });
}

async function code(bytes: Uint8Array, password?: string): Promise<string> {
  const result = await readWorkbookWith(bytes, '加密.xlsx', password);
  return result.ok ? 'ok' : result.error.code;
}

describe('workbooks with a password to open', () => {
  it('open with it, and tell a wrong one from none', async () => {
    const bytes = await locked('村2024');
    const read = await readWorkbookWith(bytes, '加密.xlsx', '村2024');
    expect(read.ok && read.value.sheets[0]?.rows[2000]).toEqual(['张1999', '530199199001012999']);
    expect(await code(bytes)).toBe('password_needed');
    expect(await code(bytes, '村2025')).toBe('password_wrong');
    expect(await code(bytes, '')).toBe('password_wrong');
  });

  it('opens those that only protect their structure without asking', async () => {
    expect(await code(await locked('VelvetSweatshop'))).toBe('ok');
  });

  it('refuses to be kept busy', async () => {
    const bytes = await locked('a', 10);
    const text = new TextDecoder('latin1').decode(bytes).replace('spinCount="10" ', 'spinCount="9e9"');
    expect(
      await code(
        Uint8Array.from(text, (char) => char.charCodeAt(0)),
        'a',
      ),
    ).toBe('password_unsupported');
  });

  it('says what is not known, broken, or an .xls', async () => {
    expect(await code(lockedXlsx(), 'a')).toBe('password_unsupported');
    expect(await code(lockedXls(), 'a')).toBe('password_xls');
    expect(await code(oleFile({ '/EncryptionInfo': strToU8('x'), '/EncryptedPackage': strToU8('y') }))).toBe(
      'file_damaged',
    );
    expect(await openEncrypted(new Uint8Array(600), 'a')).toMatchObject({ error: { code: 'file_damaged' } });
  });
});
