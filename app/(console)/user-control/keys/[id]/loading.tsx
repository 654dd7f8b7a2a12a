import { Skeleton, SkeletonCard, SkeletonPage } from '@/components/ui/skeleton';

/** The shape of a key's page: title with its drawing, lifeline, facts and history. */
export default function Loading() {
  return (
    <SkeletonPage label="The key is being read">
      <div className="grid gap-3">
        <Skeleton className="h-2 w-40" />
        <div className="flex items-start gap-4">
          <Skeleton className="h-11 w-[60px] flex-none rounded-lg" />
          <div className="grid flex-1 gap-3 pt-1">
            <Skeleton className="h-4 w-48" />
            <Skeleton className="h-2 w-40" />
          </div>
          <Skeleton className="h-8 w-64 rounded-md max-md:hidden" />
        </div>
      </div>
      <div className="grid gap-4 rounded-lg border border-line px-[18px] pt-[34px] pb-4">
        <Skeleton className="h-1.5" />
        <div className="flex justify-between">
          <Skeleton className="w-24" />
          <Skeleton className="w-24" />
        </div>
        <Skeleton className="w-72 max-w-full" />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_300px] items-start gap-4 max-lg:grid-cols-[minmax(0,1fr)]">
        <SkeletonCard lines={7} />
        <SkeletonCard lines={6} />
      </div>
    </SkeletonPage>
  );
}
