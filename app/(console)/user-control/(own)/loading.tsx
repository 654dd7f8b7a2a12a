import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of the User Control page: header with its button, status tabs and search, rows. */
export default function Loading() {
  return (
    <SkeletonPage label="Your keys are being read">
      <SkeletonHeader hasAction />
      <div className="grid gap-3">
        <Skeleton className="h-3 w-64 max-w-full" />
        <div className="flex flex-wrap gap-2">
          <Skeleton className="h-8 w-72 max-w-full rounded-md" />
          <Skeleton className="ml-auto h-8 w-60 rounded-md max-md:w-full" />
        </div>
        <SkeletonRows />
      </div>
    </SkeletonPage>
  );
}
