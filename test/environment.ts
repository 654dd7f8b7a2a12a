// The settings of every test process, before anything of ours is imported. The values are public and for tests only.
const SETTINGS = {
  KEYDESK_TEST: '1',
  KEYDESK_SECRET: 'S2V5ZGVzayB0ZXN0cyBvbmx5OiBub3QgYSBzZWNyZXQhISE=',
  KEYDESK_URL: 'http://localhost:3000',
};

for (const name of Object.keys(process.env)) {
  // A developer's own settings must not decide what a test sees.
  if (name.startsWith('KEYDESK_') || name.startsWith('VERIFIER_')) delete process.env[name];
}
for (const name of ['DATABASE_URL', 'DATABASE_LISTEN_URL', 'HOST', 'PORT', 'RESEND_API_KEY', 'SMTP_URL', 'MAIL_FROM']) {
  delete process.env[name];
}
Object.assign(process.env, SETTINGS);
