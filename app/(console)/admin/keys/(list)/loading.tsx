import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';
import { PostureSkeleton } from '../_components/posture-cards';

/** The shape of the inventory: header with its button, six cards, search and filters, rows. */
export default function Loading() {
  return (
    <SkeletonPage label="The keys are being read">
      <SkeletonHeader hasAction />
      <PostureSkeleton />
      <div className="flex flex-wrap gap-2">
        <Skeleton className="h-[34px] w-60 rounded-md max-md:w-full" />
        <Skeleton className="h-8 w-72 max-w-full rounded-md" />
      </div>
      <SkeletonRows />
    </SkeletonPage>
  );
}
