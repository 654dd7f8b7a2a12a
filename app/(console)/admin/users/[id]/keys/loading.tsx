import { SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of somebody's keys: header with its button, rows. */
export default function Loading() {
  return (
    <SkeletonPage label="The keys are being read">
      <SkeletonHeader hasAction />
      <SkeletonRows />
    </SkeletonPage>
  );
}
