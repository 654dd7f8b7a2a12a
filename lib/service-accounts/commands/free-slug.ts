import { fail, type Result } from '@/lib/kernel/result';
import { brokenConstraint } from '@/lib/platform/database';
import type { TenantError } from '../errors';

/** The unique index alone decides whether a slug is free, also of two at once. */
export async function withFreeSlug<T>(
  slug: string,
  work: () => Promise<Result<T, TenantError>>,
): Promise<Result<T, TenantError>> {
  try {
    return await work();
  } catch (error) {
    if (brokenConstraint(error)?.includes('slug')) return fail({ code: 'SLUG_TAKEN', slug });
    throw error;
  }
}
