import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of the list of companies. */
export default function Loading() {
  return (
    <SkeletonPage label="The companies are being read">
      <SkeletonHeader />
      <div className="flex gap-2">
        <Skeleton className="h-8 w-60 rounded-md" />
        <Skeleton className="ml-auto h-8 w-36 rounded-md max-md:hidden" />
      </div>
      <SkeletonRows />
    </SkeletonPage>
  );
}
