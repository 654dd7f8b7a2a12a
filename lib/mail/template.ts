import type { Words } from './frame';

/** What every template may use besides its own parameters. */
export type Setting = { consoleUrl: string };

/** Reads the parameters of the mail. @throws when one is missing */
export type Read = {
  (name: string): string;
  secret(): string;
  /** An instant parameter in the reader's zone. */
  time(name: string): string;
  help(question: string): string | null;
};

export type Template = (read: Read, setting: Setting) => Words;
