import { inflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { zip, type Archive, type Packed } from './support';
import { crc32 } from '../../../src/core/zip/crc32';
import { readZip, ZipError } from '../../../src/core/zip/read-zip';

let inflated = 0;
const inflate = (data: Uint8Array, size: number) => {
  const out = inflateRawSync(data, { maxOutputLength: size || 1 });
  inflated += out.length;
  return out;
};
const read = (bytes: Uint8Array) => Object.fromEntries([...readZip(bytes, inflate)]
  .map(([path, { data, executable }]) => [path + (executable ? ' *' : ''), Buffer.from(data).toString('latin1')]));

function fault(entries: readonly Packed[], archive?: Archive, change = (bytes: Buffer) => bytes): string {
  try {
    return JSON.stringify(read(change(zip(entries, archive))));
  } catch (thrown) {
    if (thrown instanceof ZipError) return thrown.message;
    throw thrown;
  }
}

/** Made by other programs. */
const INFO_ZIP = 'UEsDBAoAAAAAADEtfF0/M9gsTwAAAE8AAAAIABwAaW5kZXguanNVVAkAA45pCmuOaQprdXgLAAEEAAAAAAQAAAAAZXhwb3J0cy5oYW5kbGVyID0gYXN5bmMgKCkgPT4gKHsgc3RhdHVzOiAnMjAwJywgYm9keTogcmVxdWlyZSgnLi9saWIveCcpLnggfSk7ClBLAwQKAAAAAAAxLXxdAAAAAAAAAAAAAAAABAAcAGxpYi9VVAkAA45pCmuOaQprdXgLAAEEAAAAAAQAAAAAUEsDBAoAAAAAADEtfF3UHG61EQAAABEAAAAIABwAbGliL3guanNVVAkAA45pCmuOaQprdXgLAAEEAAAAAAQAAAAAZXhwb3J0cy54ID0gJ3gnOwpQSwECHgMKAAAAAAAxLXxdPzPYLE8AAABPAAAACAAYAAAAAAABAAAApIEAAAAAaW5kZXguanNVVAUAA45pCmt1eAsAAQQAAAAABAAAAABQSwECHgMKAAAAAAAxLXxdAAAAAAAAAAAAAAAABAAYAAAAAAAAABAA7UGRAAAAbGliL1VUBQADjmkKa3V4CwABBAAAAAAEAAAAAFBLAQIeAwoAAAAAADEtfF3UHG61EQAAABEAAAAIABgAAAAAAAEAAACkgc8AAABsaWIveC5qc1VUBQADjmkKa3V4CwABBAAAAAAEAAAAAFBLBQYAAAAAAwADAOYAAAAiAQAAAAA=';
const PYTHON = 'UEsDBBQACAAIAAAAIVwAAAAAAAAAAAAAAAAIAAAAaW5kZXguanMFwUsKgCAABcB9p3g7FUKlpWF30RQSRMsPKNHdm/HjzqVVfpnkoi/QMHWmE5RBH6AvajOtVwWySUlW2OymQvFPD8VTwkUMVgzC+MDH9uUHUEsHCD8z2CxPAAAATwAAAFBLAwQUAAgAAAAAACFcAAAAAAAAAAAAAAAACAAAAGxpYi94LmpzZXhwb3J0cy54ID0gJ3gnOwpQSwcI1BxutREAAAARAAAAUEsBAhQDFAAIAAgAAAAhXD8z2CxPAAAATwAAAAgAAAAAAAAAAAAAAIABAAAAAGluZGV4LmpzUEsBAhQDFAAIAAAAAAAhXNQcbrURAAAAEQAAAAgAAAAAAAAAAAAAAIABhQAAAGxpYi94LmpzUEsFBgAAAAACAAIAbAAAAMwAAAAOAG1hZGUgYnkgUHl0aG9u';

test.each([['Info-ZIP, with a folder and times', INFO_ZIP], ['Python, streamed, with a comment', PYTHON]])(
  'an archive made by %s', (_, base64) => {
    expect(read(Buffer.from(base64, 'base64'))).toEqual({
      'index.js': "exports.handler = async () => ({ status: '200', body: require('./lib/x').x });\n",
      'lib/x.js': "exports.x = 'x';\n",
    });
  },
);

test('the checksum of a known text', () => expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926));

test('whatever is packed is unpacked', () => {
  fc.assert(fc.property(
    fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z0-9é_-]{1,12}\.js$/), data: fc.uint8Array(), method: fc.constantFrom(0, 8) }), { selector: (one) => one.name }),
    (entries) => {
      const packed = entries.map(({ data, ...rest }) => ({ ...rest, data: Buffer.from(data) }));
      const files = readZip(zip(packed), inflate);
      expect(new Map([...files].map(([path, { data }]) => [path, [...data]])))
        .toEqual(new Map(packed.map(({ name, data }) => [name, [...data]])));
    },
  ), { numRuns: 50 });
});

test('executables, empty files, and what is before the archive', () => {
  const entries: Packed[] = [{ name: 'bin/run', data: 'x', mode: 0o100755 }, { name: 'empty', data: '' }, { name: 'bin/', mode: 0o40755 }];
  expect(read(zip(entries, { before: '#!/bin/sh\n', comment: 'PK\x05\x06' }))).toEqual({ 'bin/run *': 'x', 'empty': '' });
});

describe('an archive is refused', () => {
  const file = { name: 'a.js', data: 'exports.a = 1;' };

  test.each<[string, readonly Packed[], string]>([
    ['above its folder', [{ name: '../a.js' }], 'has a file outside of its folder: "../a.js"'],
    ['above its folder, deep inside', [{ name: 'a/../../b.js' }], 'has a file outside of its folder: "a/../../b.js"'],
    ['a folder above it', [{ name: 'a/../', mode: 0o40755 }], 'has a file outside of its folder: "a/../"'],
    ['an absolute path', [{ name: '/etc/x' }], 'has a file outside of its folder: "/etc/x"'],
    ['a drive', [{ name: 'C:/x' }], 'has a file outside of its folder: "C:/x"'],
    ['backslashes', [{ name: '..\\x' }], 'has a file outside of its folder: "..\\\\x"'],
    ['a NUL', [{ name: 'a\0.js' }], 'has a file outside of its folder: "a\\u0000.js"'],
    ['no name', [{ name: '' }], 'has a file outside of its folder: ""'],
    ['an empty segment', [{ name: 'a//b' }], 'has a file outside of its folder: "a//b"'],
    ['a symbolic link', [{ name: 'a', data: '/etc/passwd', mode: 0o120777 }], 'has a symbolic link: "a"'],
    ['two files of one name', [file, file], 'has two files of one name: "a.js"'],
    ['a file that is a folder as well', [{ name: 'a' }, { name: 'a/b/c' }], 'has a file and a folder of one name: "a"'],
    ['a password', [{ ...file, flags: 1 }], 'is encrypted'],
    ['another method', [{ ...file, method: 14 }], 'has a file packed by method 14, which is neither stored nor deflated: "a.js"'],
    ['a name that is not UTF-8', [{ name: Buffer.from([0xe9, 0x2e, 0x6a, 0x73]) }], 'has a file name that is not UTF-8'],
    ['a wrong checksum', [{ ...file, crc: 5 }], 'is damaged at "a.js"'],
    ['a size that is too small', [{ ...file, size: 3 }], 'is damaged at "a.js"'],
    ['a size that is too large', [{ ...file, size: 300 }], 'is damaged at "a.js"'],
    ['a place without a file', [{ ...file, at: 1 }], 'is damaged at "a.js"'],
    ['a place outside', [{ ...file, at: 999_999 }], 'is damaged: it points outside of itself'],
    ['a packed size outside', [{ ...file, packed: 999_999 }], 'is damaged at "a.js"'],
    ['too much data', Array.from({ length: 3 }, (_, n) => ({ name: `f${n}`, size: 100_000_000 })), 'is damaged at "f0"'],
    ['more than Lambda unpacks', [{ name: 'big', size: 300_000_000 }], 'has more than 262144000 bytes when it is unpacked'],
  ])('%s', (_, entries, message) => expect(fault(entries)).toBe(message));

  test.each<[string, (bytes: Buffer) => Buffer, string]>([
    ['no archive', () => Buffer.from('PK'), 'is not a ZIP file, or is cut off'],
    ['nothing', () => Buffer.alloc(0), 'is not a ZIP file, or is cut off'],
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 1), 'is not a ZIP file, or is cut off'],
    ['Zip64', (bytes) => { bytes.writeUInt32LE(0xffffffff, bytes.length - 6); return bytes; }, 'is of the format Zip64'],
    ['a damaged directory', (bytes) => { bytes[bytes.indexOf('PK\x01\x02')] = 0; return bytes; }, 'is damaged: its directory is incomplete'],
  ])('%s', (_, change, message) => expect(fault([file], {}, change)).toBe(message));

  test('more entries than there are', () => {
    expect(fault([file], { count: 2 })).toBe('is damaged: its directory is incomplete');
  });

  test('data that unpacks to more than its size is not unpacked further', () => {
    inflated = 0;
    expect(fault([{ name: 'bomb', data: Buffer.alloc(50_000_000), size: 10 }])).toBe('is damaged at "bomb"');
    expect(inflated).toBe(0);
  });

  test('any bytes: a ZipError and no other', () => {
    const byte = fc.nat({ max: 255 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 200 }), byte, (noise, at, value) => {
      const bytes = zip([file, { name: 'b', data: 'b' }]);
      bytes[at % bytes.length] = value;
      const end = Buffer.concat([Buffer.from(noise), zip([file]).subarray(-40)]);
      for (const damaged of [bytes, Buffer.from(noise), end]) {
        try { readZip(damaged, inflate); } catch (thrown) { expect(thrown).toBeInstanceOf(ZipError); }
      }
    }), { numRuns: 300 });
  });
});
