/** Reflected, as everything that calls itself CRC-32 has it (IEEE 802.3; RFC 1952 §8). */
const POLYNOMIAL = 0xedb88320;

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = (rest & 1) === 0 ? rest >>> 1 : (rest >>> 1) ^ POLYNOMIAL;
  return rest;
});

/**
 * The CRC-32 of the text before `end`, which must be ASCII; 0 to 2^32 - 1. The same as zlib's, whose call takes longer than
 * all the rest of reading a key does.
 */
export function crc32(text: string, end: number): number {
  let rest = -1;
  for (let index = 0; index < end; index += 1) {
    rest = (TABLE[(rest ^ text.charCodeAt(index)) & 0xff] ?? 0) ^ (rest >>> 8);
  }
  return ~rest >>> 0;
}
