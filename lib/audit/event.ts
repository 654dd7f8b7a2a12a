import type { Json } from '@/lib/kernel/canonical-json';

/** What can be looked up later, by its kind. */
export type AuditKind =
  | 'installation.set_up'
  | 'company.created'
  | 'person.created'
  | 'person.signed_in'
  | 'person.sign_in_failed'
  | 'person.signed_out'
  | 'person.locked_out'
  | 'person.deactivated'
  | 'mfa.enabled'
  | 'mfa.disabled'
  | 'mfa.recovery_code_used'
  | 'mfa.recovery_codes_renewed'
  | 'policy.changed'
  | 'service_account.created'
  | 'service_account.edited'
  | 'service_account.deactivated'
  | 'service_account.reactivated'
  | 'tenant.created'
  | 'tenant.renamed'
  | 'tenant.deleted'
  | 'virtual_server.created'
  | 'virtual_server.renamed'
  | 'virtual_server.deleted'
  | 'key.generated'
  | 'key.disabled'
  | 'key.activated'
  | 'key.regenerated'
  | 'key.edited'
  | 'key.deleted'
  | 'key.grouped'
  | 'key_group.created'
  | 'key_group.renamed'
  | 'key_group.deleted'
  | 'access.requested'
  | 'access.withdrawn'
  | 'access.granted'
  | 'access.refused'
  | 'setup_link.created'
  | 'person.password_accepted'
  | 'mfa.enrolment_begun'
  | 'person.identity_confirmed'
  | 'key.renewed'
  | 'mfa.reset'
  | 'person.administrator_granted'
  | 'person.password_changed'
  | 'person.password_reset'
  | 'person.password_reset_requested'
  | 'person.session_ended'
  | 'person.other_sessions_ended'
  | 'person.settings_changed'
  | 'person.invited'
  | 'person.invitation_resent'
  | 'person.invitation_withdrawn'
  | 'person.invitation_accepted'
  | 'person.reactivated'
  | 'person.key_management_granted'
  | 'person.key_management_withdrawn'
  | 'person.administrator_withdrawn'
  | 'company.primary_contact_changed'
  | 'process.started'
  | 'process.canceled'
  | 'policy.limit_applied'
  | 'installation.handed_on'
  | 'company.edited'
  | 'company.deactivated'
  | 'company.reactivated'
  | 'company.administrator_invited'
  | 'audit.exported';

/** One change, as a command reports it. Never a secret, a code or a token. */
export type AuditEntry = {
  kind: AuditKind;
  /** The person it was done to, or whose key it was. */
  personId?: string;
  keyId?: string;
  /** What the key was called before the change, so that the audit names it also when nothing else does. */
  keyName?: string;
  serviceAccountUserId?: string;
  before?: { [name: string]: Json };
  after?: { [name: string]: Json };
};

/** The chain of what belongs to no company. */
export const INSTALLATION_CHAIN = 'installation';
