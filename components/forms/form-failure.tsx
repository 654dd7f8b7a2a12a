import { Banner } from '@/components/ui/banner';
import type { ActionFailure } from '@/lib/web/action-state';

/** A refusal that no field is to blame for. */
export function FormFailure({ failure }: { failure: ActionFailure | null }) {
  if (failure === null || Object.keys(failure.fields).length > 0) return null;
  return (
    <Banner tone="bad" role="alert">
      {failure.message}
    </Banner>
  );
}
