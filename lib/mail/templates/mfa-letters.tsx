import { Action, Aside, Paragraph } from './letter-frame';
import type { Template } from './template';

const CANNOT = 'Cannot sign in?';

export const mfaEnabled: Template = (read, { consoleUrl }) => ({
  subject: 'MFA is on for your Keydesk account',
  question: CANNOT,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>
        {`Multi-factor authentication has been on since ${read.time('at')}. Signing in takes your password and a code from your authenticator app.`}
      </Paragraph>
      <Action href={`${consoleUrl}/security`}>Open Security</Action>
      <Aside>If it was not you, somebody knows your password. Ask for help now.</Aside>
    </>
  ),
});

export const mfaDisabled: Template = (read, { consoleUrl }) => ({
  subject: 'MFA is off for your Keydesk account',
  question: CANNOT,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>
        {`Multi-factor authentication has been off since ${read.time('at')}. Your API keys are refused until it is on again; nothing else about them changes.`}
      </Paragraph>
      <Action href={`${consoleUrl}/security`}>Set up MFA</Action>
      <Aside>{`If it was not you, choose a new password at once: ${consoleUrl}/forgot-password`}</Aside>
    </>
  ),
});

/** After an administrator's reset: the link without which a password alone cannot enrol. */
export const mfaLink: Template = (read, { consoleUrl }) => ({
  subject: 'Set up MFA again for Keydesk',
  question: CANNOT,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>
        Multi-factor authentication was reset on your account, and every place where you were signed in is signed out.
        Sign in with your password, then open this link to set MFA up again.
      </Paragraph>
      <Action href={`${consoleUrl}/security/mfa?link=${read.secret()}`}>Set up MFA</Action>
      <Aside>{`The link is good once, until ${read.time('goodUntil')}.`}</Aside>
      <Aside>If you did not ask for this, ask for help now.</Aside>
    </>
  ),
});
