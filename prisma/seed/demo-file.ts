/** What `demo.json` holds, for scripts. The only place where these keys and secrets stand. */
export type DemoFile = {
  consoleUrl: string;
  verifierUrl: string;
  databaseUrl: string;
  mailDir: string;
  users: { role: string; email: string; password: string; totpSecret: string | null }[];
  keys: { name: string; state: string; key: string }[];
};
