import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { PolicyError } from './errors';
import { presentPolicyPage, presentPreview } from './present';
import { comparePolicy } from './queries';
import type { PreviewInput } from './schemas';
import { readDraft } from './settings';
import type { PolicyPageView, PolicyPreview } from './view';

/** The page as it opens; null for whoever may not change the policy. */
export async function findPolicyPage(ctx: Ctx): Promise<PolicyPageView | null> {
  const comparison = await comparePolicy(ctx, (saved) => ({ settings: saved, errors: {} }), false);
  return comparison === null ? null : presentPolicyPage(comparison);
}

/** What a draft would do, while it is being made. Changes nothing. */
export async function previewPolicy(
  ctx: Ctx,
  { start, applyLimit, ...draft }: PreviewInput,
): Promise<Result<PolicyPreview, PolicyError>> {
  const comparison = await comparePolicy(ctx, (saved) => readDraft(draft, saved), applyLimit);
  return comparison === null ? fail({ code: 'NOT_FOUND' }) : ok(presentPreview(comparison, start));
}
