import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of the list: header with its button, filter and search, rows. */
export default function Loading() {
  return (
    <SkeletonPage label="The service accounts are being read">
      <SkeletonHeader hasAction />
      <div className="grid gap-3">
        <div className="flex flex-wrap gap-2">
          <Skeleton className="h-8 w-28 rounded-md" />
          <Skeleton className="ml-auto h-8 w-60 rounded-md max-md:w-full" />
        </div>
        <SkeletonRows />
      </div>
    </SkeletonPage>
  );
}
