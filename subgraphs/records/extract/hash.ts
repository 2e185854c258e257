/**
 * Search values are kept as 64-bit hashes: half the size of their texts, and of one width in the index. The hash is
 * quick, not secret: two values that collide make a search show one item too many, of those that its reader may see
 * anyway. (What must never collide, such as a patient or an item's key, is no such hash.)
 *
 * Two lanes of 32 bits, each mixing as MurmurHash3 does (A. Appleby, public domain) with its own constants.
 */
export type Seed = { readonly high: number; readonly low: number };

/** A hash in its two halves, signed integers of 32 bits: as a bigint, thousands a second would be garbage. */
export type Hash = Seed;

/** The state after `text`, from which hashes of many values go on: the parameter's name is mixed in once. */
export const seedOf = (text: string): Seed => mix(0x2545f491, 0x1b56c4e9, text);

/** A signed 64-bit integer in decimals, as PostgreSQL writes a bigint. */
export const hashOf = (seed: Seed, text: string): string => textOf(halvesOf(seed, text));

export const textOf = ({ high, low }: Hash): string => (BigInt(high) * 0x1_0000_0000n + BigInt(low >>> 0)).toString();

export const halvesOf = (seed: Seed, text: string): Hash => {
  const { high, low } = mix(seed.high, seed.low, text);
  const length = text.length;
  return {
    high: finish(high ^ length ^ (low >>> 7)),
    low: finish(low ^ length ^ Math.imul(high, 0x9e3779b1)),
  };
};

const mix = (startHigh: number, startLow: number, text: string): Seed => {
  let high = startHigh;
  let low = startLow;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    let block = Math.imul(unit, 0xcc9e2d51);
    block = (block << 15) | (block >>> 17);
    high ^= Math.imul(block, 0x1b873593);
    high = (high << 13) | (high >>> 19);
    high = (Math.imul(high, 5) + 0xe6546b64) | 0;
    block = Math.imul(unit, 0x38b34ae5);
    block = (block << 16) | (block >>> 16);
    low ^= Math.imul(block, 0xab0e9789);
    low = (low << 18) | (low >>> 14);
    low = (Math.imul(low, 5) + 0x561ccd1b) | 0;
  }
  return { high, low };
};

const finish = (value: number): number => {
  let bits = value;
  bits ^= bits >>> 16;
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
};
