import crypto from 'node:crypto';
import { replaceMembers } from './replace-members';

type Callback<T> = (error: Error | null, value: T) => void;
type Bytes = NodeJS.ArrayBufferView | ArrayBuffer;

/**
 * Makes every usual source of randomness in this thread a pseudo-random sequence, so that two rehearsals are equal
 * byte for byte. Returns what starts a new sequence. Keys that `crypto` generates stay random.
 */
export function seedRandomness(): (seed: string) => void {
  let next = generator('');

  const fill = <T extends Bytes>(target: T, offset = 0, size?: number): T => {
    const view = ArrayBuffer.isView(target)
      ? new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
      : new Uint8Array(target);
    const end = size === undefined ? view.length : offset + size;
    for (let index = offset; index < end; index++) view[index] = next() >>> 24;
    return target;
  };
  const bytes = (size: number) => fill(Buffer.alloc(size));
  const fraction = () => ((next() >>> 6) * 0x8000000 + (next() >>> 5)) / 2 ** 53;
  const uuid = () => {
    const value = bytes(16);
    value[6] = (value[6]! & 0x0f) | 0x40;
    value[8] = (value[8]! & 0x3f) | 0x80;
    return value.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  const integer = (...args: unknown[]) => {
    const callback = typeof args.at(-1) === 'function' ? (args.pop() as Callback<number>) : undefined;
    const [min, max] = args.length > 1 ? [Number(args[0]), Number(args[1])] : [0, Number(args[0])];
    return later(min + Math.floor(fraction() * (max - min)), callback);
  };

  replaceMembers(Math, { random: fraction });
  // `crypto.getRandomValues` is this one.
  replaceMembers(globalThis.crypto, {
    getRandomValues: (target: NodeJS.ArrayBufferView) => fill(target),
    randomUUID: uuid,
  });
  replaceMembers(crypto, {
    randomUUID: uuid,
    randomBytes: (size: number, callback?: Callback<Buffer>) => later(bytes(size), callback),
    pseudoRandomBytes: (size: number, callback?: Callback<Buffer>) => later(bytes(size), callback),
    randomFillSync: fill,
    randomFill: (target: Bytes, ...args: unknown[]) => {
      const callback = args.pop() as Callback<Bytes>;
      later(fill(target, args[0] as number | undefined, args[1] as number | undefined), callback);
    },
    randomInt: integer,
  });

  return (seed) => {
    next = generator(seed);
  };
}

function later<T>(value: T, callback: Callback<T> | undefined): T | undefined {
  if (callback === undefined) return value;
  process.nextTick(callback, null, value);
  return undefined;
}

/** The hash is the stream's start; `crypto.createHash` is not replaced. */
function generator(seed: string): () => number {
  const digest = crypto.createHash('sha256').update(seed).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)) as [number, number, number, number];
  // sfc32: small, fast, and good enough for anything but cryptography.
  return () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum;
  };
}
