import 'server-only';
import { currentSession } from './session';

/** What the signed-in person chose; null = as the system, and for everybody who is signed out. */
export async function currentAppearance(): Promise<'light' | 'dark' | null> {
  // The document must come whatever fails: the page in it says what did.
  const session = await currentSession().catch(() => null);
  switch (session?.appearance) {
    case 'LIGHT':
      return 'light';
    case 'DARK':
      return 'dark';
    default:
      return null;
  }
}
