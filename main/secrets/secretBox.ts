import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../../app/base/error.ts';

/** Seals small secrets, each to the one place it belongs to. */
export interface SecretBox {
  /** @param place what the secret belongs to (`camera:ID`); it must be given again to open */
  seal(secret: string, place: string): Uint8Array;
  /** Throws `data-loss` when key, place or bytes are not those of `seal`. */
  open(sealed: Uint8Array, place: string): string;
}

const formatVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM with a fresh random nonce for each value: version byte, nonce, ciphertext, tag. The place is associated
 * data, so a sealed value moved to another camera's row does not open there.
 * @param key 32 random bytes
 */
export function secretBox(key: Uint8Array): SecretBox {
  return {
    seal(secret, place) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place, 'utf8'));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([Uint8Array.of(formatVersion), nonce, text, cipher.getAuthTag()]);
    },
    open(sealed, place) {
      try {
        if (sealed[0] !== formatVersion) throw new Error('unknown format');
        const nonce = sealed.subarray(1, 1 + nonceBytes);
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
          .setAAD(Buffer.from(place, 'utf8'))
          .setAuthTag(sealed.subarray(-tagBytes));
        const text = decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch (thrown) {
        throw new AppError('data-loss', 'A stored secret cannot be read with the key of this station.', {
          cause: thrown,
        });
      }
    },
  };
}
