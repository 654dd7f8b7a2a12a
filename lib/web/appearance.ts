import 'server-only';
import { currentSession } from './session';

/** What the signed-in person chose; null = as the system, and for everybody who is signed out. */
export async function currentAppearance(): Promise<'light' | 'dark' | null> {
  const session = await currentSession();
  switch (session?.appearance) {
    case 'LIGHT':
      return 'light';
    case 'DARK':
      return 'dark';
    default:
      return null;
  }
}
