import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Reads the page anew every so often while something goes on behind it. */
export function useRefreshWhile(isRunning: boolean, everyMs: number): void {
  const router = useRouter();
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [isRunning, everyMs, router]);
}
