import { z } from 'zod';
import { isSlug } from '@/lib/accounts/domain/slug';
import { isPrintable } from '@/lib/kernel/text';

/** One schema for form and server. The sentences stand under the field. */

const MOST_USER_ID = 100;
const MOST_NAME = 200;
/** Tenants, or virtual servers, of one service account. The verifier reads and lists them all with each verdict. */
export const MOST_REACHED = 100;

const NOTHING = 'There is nothing here, or it is not yours to see.';
const UNSEEN = 'Use letters, digits and signs that can be seen.';

const name = z
  .string('Enter a name.')
  .refine(isPrintable, UNSEEN)
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'Enter a name.').max(MOST_NAME, `Use at most ${MOST_NAME} characters.`));

const userId = z
  .string('Enter a user ID.')
  .refine(isPrintable, UNSEEN)
  .transform((text) => text.trim())
  .pipe(
    z
      .string()
      .min(1, 'Enter a user ID.')
      .max(MOST_USER_ID, `Use at most ${MOST_USER_ID} characters.`)
      .regex(/^\S*$/u, 'Leave out blanks: gateways and the audit write it as one word.'),
  );

const slug = z
  .string('Enter a slug.')
  .transform((text) => text.trim())
  .pipe(
    z
      .string()
      .min(1, 'Enter a slug.')
      .refine(isSlug, 'Use at most 40 lower-case letters and digits, with hyphens between them: east-1.'),
  );

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9A-Za-z]{16}$`), NOTHING);

/** Ids as a form sends them, separated by commas; each once. */
const ids = (prefix: string, tooMany: string) =>
  z
    .string()
    .default('')
    .transform((text) => [...new Set(text === '' ? [] : text.split(','))])
    .pipe(z.array(id(prefix)).max(MOST_REACHED, tooMany));

const version = z.coerce.number().int().positive();

const reach = {
  tenants: ids('tnt', `Choose at most ${MOST_REACHED} tenants.`),
  virtualServers: ids('vsr', `Choose at most ${MOST_REACHED} virtual servers.`),
};

export const addServiceAccountSchema = z.object({ userId, name, ...reach });
export const editServiceAccountSchema = z.object({ serviceAccountId: id('sva'), version, name, ...reach });
export const serviceAccountSchema = z.object({ serviceAccountId: id('sva') });

export const addTenantSchema = z.object({ name, slug });
export const renameTenantSchema = z.object({ tenantId: id('tnt'), version, name, slug });
export const tenantSchema = z.object({ tenantId: id('tnt') });

export const addVirtualServerSchema = z.object({ tenantId: id('tnt'), name, slug });
export const renameVirtualServerSchema = z.object({ virtualServerId: id('vsr'), version, name, slug });
export const virtualServerSchema = z.object({ virtualServerId: id('vsr') });

export type AddServiceAccountInput = z.output<typeof addServiceAccountSchema>;
export type EditServiceAccountInput = z.output<typeof editServiceAccountSchema>;
export type ServiceAccountInput = z.output<typeof serviceAccountSchema>;
export type AddTenantInput = z.output<typeof addTenantSchema>;
export type RenameTenantInput = z.output<typeof renameTenantSchema>;
export type TenantInput = z.output<typeof tenantSchema>;
export type AddVirtualServerInput = z.output<typeof addVirtualServerSchema>;
export type RenameVirtualServerInput = z.output<typeof renameVirtualServerSchema>;
export type VirtualServerInput = z.output<typeof virtualServerSchema>;
