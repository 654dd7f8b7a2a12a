import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from './config';

/** One mail, ready to go. */
export type Letter = { to: string; subject: string; text: string; html: string; idempotencyKey: string };

/** Sends one letter, or throws. Calling again with the same idempotency key must not send it twice. */
export type Mailer = (letter: Letter) => Promise<void>;

/** A provider that does not answer must not hold the worker. */
const TIMEOUT_MS = 15_000;

/** Resend or SMTP where configured, else `.eml` files in the data directory. */
export function createMailer({ mail, dataDir }: Pick<Config, 'mail' | 'dataDir'>): Mailer {
  if (mail.resendApiKey !== undefined) return resendMailer(mail.resendApiKey, mail.resendBaseUrl, mail.from);
  if (mail.smtpUrl !== undefined) return smtpMailer(mail.smtpUrl, mail.from);
  return fileMailer(path.join(dataDir, 'mail'), mail.from);
}

// Each library is loaded with the first mail that needs it: a start must not wait for what may never be used.

function resendMailer(apiKey: string, baseUrl: string | undefined, from: string): Mailer {
  return async ({ idempotencyKey, ...letter }) => {
    const { Resend } = await import('resend');
    const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
    const { error } = await withTimeout(resend.emails.send({ from, ...letter }, { idempotencyKey }));
    if (error !== null) throw new Error(`Resend: ${error.name}: ${error.message}`);
  };
}

function smtpMailer(url: string, from: string): Mailer {
  return async ({ idempotencyKey, ...letter }) => {
    const { createTransport } = await import('nodemailer');
    // SMTP has no idempotency; a stable Message-ID lets receiving systems recognise a second copy.
    const messageId = `<${Buffer.from(idempotencyKey).toString('hex')}@keydesk>`;
    await withTimeout(createTransport(url).sendMail({ from, messageId, ...letter }));
  };
}

function fileMailer(directory: string, from: string): Mailer {
  return async ({ idempotencyKey, ...letter }) => {
    const { createTransport } = await import('nodemailer');
    const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail({ from, ...letter });
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // The name is the idempotency key, so that a second attempt writes the same file; made aside, so that nobody reads half.
    const file = path.join(directory, `${idempotencyKey.replaceAll(/[^0-9A-Za-z._-]/g, '-')}.eml`);
    await writeFile(`${file}.part`, message as Buffer, { mode: 0o600 }); // a Buffer, because of `buffer: true`
    await rename(`${file}.part`, file);
  };
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
