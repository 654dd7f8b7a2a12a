import { randomBytes as nodeRandomBytes } from 'node:crypto';
import { type IdPrefix, newId as makeId } from '@/lib/kernel/ids';

/** The CSPRNG of the operating system. */
export const randomBytes = (size: number): Uint8Array => nodeRandomBytes(size);

export const newId = (prefix: IdPrefix): string => makeId(prefix, randomBytes);

/** 256 bits, 43 characters of base64url: cookies and links. */
export const newToken = (): string => nodeRandomBytes(32).toString('base64url');
