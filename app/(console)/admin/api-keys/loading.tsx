import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of the page: header with its button, tabs and search, rows. */
export default function Loading() {
  return (
    <SkeletonPage label="The keys are being read">
      <SkeletonHeader hasAction />
      <div className="grid gap-3">
        <div className="flex flex-wrap gap-2">
          <Skeleton className="h-8 w-80 max-w-full rounded-md" />
          <Skeleton className="ml-auto h-8 w-60 rounded-md max-md:w-full" />
        </div>
        <SkeletonRows />
      </div>
    </SkeletonPage>
  );
}
