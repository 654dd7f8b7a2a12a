import { systemClock } from '@/lib/platform/clock';
import { openDatabase } from '@/lib/platform/database';
import type { DemoFile } from './seed/demo-file';
import { writeStory } from './seed/story';
import { StoryClock, Timeline } from './seed/timeline';

type Options = { consoleUrl: string; verifierUrl: string; databaseUrl: string; mailDir: string };

/**
 * Fills an empty database with the demo company, by the real commands with a moved clock: what the demo shows is what the
 * program does. Passwords, TOTP secrets and keys come from the CSPRNG each time and stand only in the answer.
 */
export async function seedDemo(options: Options): Promise<DemoFile> {
  const now = systemClock.now();
  const clock = new StoryClock(now);
  const timeline = new Timeline();
  const db = openDatabase(options.databaseUrl, 'keydesk-demo');
  try {
    const story = writeStory(timeline, { db, clock, now });
    await timeline.play(clock, now);
    await story.noteUses(options.databaseUrl);
    return { ...options, users: story.users, keys: story.keys };
  } finally {
    await db.$disconnect();
  }
}
