import type { OutgoingMail } from '@/lib/mail/outbox';

type Reader = { id: string; name: string; email: string };
type DisabledKey = { id: string; name: string; accessKey: string; version: number };

/** Reminds the reader that the key was disabled. @param key as it is before; a mail for each time that it is disabled */
export function disabledMail(companyId: string, reader: Reader, key: DisabledKey): OutgoingMail {
  return {
    kind: 'key.disabled',
    companyId,
    recipient: reader.email,
    personId: reader.id,
    keyId: key.id,
    parameters: { personName: reader.name, keyName: key.name, accessKey: key.accessKey },
    dedupeKey: `key.disabled:${key.id}:${key.version}`,
  };
}
