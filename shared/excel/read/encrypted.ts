/**
 * Workbooks with a password to open: an OLE container around the encrypted package, [MS-OFFCRYPTO] 2.3.4. Agile (Excel 2010
 * and later, WPS) and standard (Excel 2007) encryption. Here and not by hucre, which knows agile only, keeps the plain
 * package to itself and derives the key by promises: seconds for each try.
 */
import { fail, ok, type Result } from '../../result';
import type { Workbook } from '../sheet';
import { decryptCbc, decryptEcb } from './aes';
import { openOle } from './ole';
import { readWorkbookAsync, type ReadOptions } from './readWorkbook';
import { sha1, sha384, sha512, type Hash } from './sha';
import { attribute, tags } from './xml';

/** What Excel encrypts with when only the structure is protected: such a file opens without asking. */
const NO_PASSWORD = 'VelvetSweatshop';
/** Ten times what Office uses: a file that asks for more wants to keep us busy. */
const MOST_SPINS = 1_000_000;
const SEGMENT = 4096;
const BLOCK = 16;
const STANDARD_SPINS = 50_000;

const HASHES: Readonly<Record<string, Hash>> = { SHA1: sha1, SHA384: sha384, SHA512: sha512 };

/** Thrown inside this file for what is built in a way that we do not know. */
class Unsupported extends Error {}

/**
 * The plain .xlsx (or .xlsb) inside a workbook with a password to open. Without a password only files that open without
 * asking are opened. Fails with `password_needed`, `password_wrong`, `password_unsupported` or `file_damaged`, without
 * parameters.
 * @param bytes the file; `readWorkbook` said `password_needed` of it
 */
export async function openEncrypted(bytes: Uint8Array, password?: string): Promise<Result<Uint8Array>> {
  try {
    const container = openOle(bytes);
    const info = container?.stream('EncryptionInfo');
    const cipher = container?.stream('EncryptedPackage');
    if (!info || !cipher || info.length < 8 || cipher.length < 8) return fail('file_damaged');
    const open = openerOf(info);
    const plain = await open(password ?? NO_PASSWORD, cipher);
    if (plain) return ok(plain);
    return fail(password === undefined ? 'password_needed' : 'password_wrong');
  } catch (error) {
    return fail(error instanceof Unsupported ? 'password_unsupported' : 'file_damaged');
  }
}

/**
 * Reads any workbook, opening it first when it is encrypted. Fails like `readWorkbook` and `openEncrypted`, with the
 * parameter `file`.
 */
export async function readWorkbookWith(
  bytes: Uint8Array,
  file: string,
  password?: string,
  options?: ReadOptions,
): Promise<Result<Workbook>> {
  const read = await readWorkbookAsync(bytes, file, options);
  if (read.ok || read.error.code !== 'password_needed') return read;
  const plain = await openEncrypted(bytes, password);
  if (!plain.ok) return fail(plain.error.code, { file });
  return readWorkbookAsync(plain.value, file, options);
}

/** Plain package, or null when the password is wrong. */
type Opener = (password: string, cipher: Uint8Array) => Promise<Uint8Array | null>;

function openerOf(info: Uint8Array): Opener {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const major = view.getUint16(0, true);
  const minor = view.getUint16(2, true);
  if (major === 4 && minor === 4) return agile(new TextDecoder('utf-8').decode(info.subarray(8)));
  if (minor === 2 && major >= 2 && major <= 4) return standard(view, info);
  throw new Unsupported();
}

/** Spins the salted password: each hash over its number and the one before. */
function spin(hash: Hash, salt: Uint8Array, password: string, spins: number): Uint8Array {
  let value = hash(joined(salt, utf16(password)));
  const round = new Uint8Array(4 + value.length);
  const view = new DataView(round.buffer);
  for (let i = 0; i < spins; i++) {
    view.setUint32(0, i, true);
    round.set(value, 4);
    value = hash(round);
  }
  return value;
}

interface AgileKey {
  readonly hash: Hash;
  readonly salt: Uint8Array;
  readonly keyBytes: number;
}

function agile(xml: string): Opener {
  let data: string | undefined;
  let encryptor: string | undefined;
  for (const tag of tags(xml)) {
    if (tag.name === 'keyData') data ??= tag.attributes;
    if (tag.name === 'encryptedKey') encryptor ??= tag.attributes;
  }
  // Without an encryptor for passwords the file is locked by a certificate or by rights management.
  if (data === undefined || encryptor === undefined) throw new Unsupported();
  const dataKey = agileKey(data);
  const passwordKey = agileKey(encryptor);
  const spins = Number(attribute(encryptor, 'spinCount'));
  if (!(spins >= 0 && spins <= MOST_SPINS)) throw new Unsupported();
  const input = base64(attribute(encryptor, 'encryptedVerifierHashInput'));
  const expected = base64(attribute(encryptor, 'encryptedVerifierHashValue'));
  const wrapped = base64(attribute(encryptor, 'encryptedKeyValue'));
  return async (password, cipher) => {
    const { hash, salt, keyBytes } = passwordKey;
    const chain = spin(hash, salt, password, spins);
    const unwrap = (purpose: readonly number[], value: Uint8Array): Promise<Uint8Array> =>
      decryptCbc(fitted(hash(joined(chain, Uint8Array.from(purpose))), keyBytes), fitted(salt, BLOCK), value);
    const stated = await unwrap([0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e], expected);
    const actual = hash(await unwrap([0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79], input));
    if (!actual.every((byte, at) => byte === stated[at])) return null;
    const key = await unwrap([0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6], wrapped);
    return decryptSegments(key.subarray(0, dataKey.keyBytes), dataKey, cipher);
  };
}

function agileKey(attributes: string): AgileKey {
  const hash = HASHES[(attribute(attributes, 'hashAlgorithm') ?? '').replace('-', '')];
  const aes = attribute(attributes, 'cipherAlgorithm') === 'AES';
  const cbc = attribute(attributes, 'cipherChaining') === 'ChainingModeCBC';
  const keyBytes = Number(attribute(attributes, 'keyBits')) / 8;
  if (!hash || !aes || !cbc || ![16, 24, 32].includes(keyBytes)) throw new Unsupported();
  return { hash, salt: base64(attribute(attributes, 'saltValue')), keyBytes };
}

/**
 * Each 4096 bytes begin with a vector of their own. All are decrypted in one go, as if chained, and the first block of each
 * is put right afterwards: two thousand calls less for a workbook of 8 MB.
 */
async function decryptSegments(key: Uint8Array, { hash, salt }: AgileKey, stream: Uint8Array): Promise<Uint8Array> {
  const cipher = stream.subarray(8, 8 + wholeBlocks(stream.length - 8));
  const plain = await decryptCbc(key, new Uint8Array(BLOCK), cipher);
  const number = new Uint8Array(4);
  for (let at = 0; at < plain.length; at += SEGMENT) {
    new DataView(number.buffer).setUint32(0, at / SEGMENT, true);
    const iv = fitted(hash(joined(salt, number)), BLOCK);
    for (let i = 0; i < BLOCK; i++) {
      const chained = at === 0 ? 0 : cipher[at - BLOCK + i]!;
      plain[at + i] = plain[at + i]! ^ chained ^ iv[i]!;
    }
  }
  return cut(plain, stream);
}

/** [MS-OFFCRYPTO] 2.3.4.5 ff.: AES in ECB mode, SHA-1. */
function standard(view: DataView, info: Uint8Array): Opener {
  const header = 12;
  const verifier = header + view.getUint32(8, true);
  const algorithm = view.getUint32(header + 8, true);
  const keyBytes = view.getUint32(header + 16, true) / 8;
  if (![0x660e, 0x660f, 0x6610].includes(algorithm) || ![16, 24, 32].includes(keyBytes)) throw new Unsupported();
  const salt = info.subarray(verifier + 4, verifier + 20);
  const input = info.subarray(verifier + 20, verifier + 36);
  const expected = info.subarray(verifier + 40, verifier + 72);
  return async (password, cipher) => {
    const chain = sha1(joined(spin(sha1, salt, password, STANDARD_SPINS), new Uint8Array(4)));
    const half = (byte: number): Uint8Array => {
      const pad = new Uint8Array(64).fill(byte);
      chain.forEach((value, at) => (pad[at] = value ^ byte));
      return sha1(pad);
    };
    const key = joined(half(0x36), half(0x5c)).subarray(0, keyBytes);
    const actual = sha1(await decryptEcb(key, input));
    const stated = await decryptEcb(key, expected);
    if (!actual.every((byte, at) => byte === stated[at])) return null;
    return cut(await decryptEcb(key, cipher.subarray(8, 8 + wholeBlocks(cipher.length - 8))), cipher);
  };
}

function wholeBlocks(length: number): number {
  return length - (length % BLOCK);
}

/** The stream begins with the length of the plain package. */
function cut(plain: Uint8Array, stream: Uint8Array): Uint8Array {
  const size = Number(new DataView(stream.buffer, stream.byteOffset, 8).getBigUint64(0, true));
  return plain.subarray(0, size);
}

/** Cut, or filled up with 0x36, to a length. */
function fitted(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length).fill(0x36);
  out.set(bytes.subarray(0, length));
  return out;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

function utf16(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 2);
  const view = new DataView(out.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), true);
  return out;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(text = ''): Uint8Array {
  const digits = [...text].map((char) => BASE64.indexOf(char)).filter((digit) => digit >= 0);
  const out = new Uint8Array(Math.floor((digits.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of digits) {
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[at++] = (held >> bits) & 255;
  }
  return out;
}
